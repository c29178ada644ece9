"""What holds other values: lists, dictionaries, and objects of the program's own classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from scvi_lint.interpreter.domain.definitions import UserClass
from scvi_lint.interpreter.domain.values import UNKNOWN, Value, join, join_all, opened
from scvi_lint.source.documents.span import Span

K = TypeVar("K")
Entries = dict[Any, Value]  # under constants of the program
NOBODY: frozenset[int] = frozenset()


class ListObject:
    """A list, tuple, set or array: its items in order, and `rest` for items of unknown number.

    `singled` when one of these was picked out: what was done to it was not done to the others.
    `partly` names the objects that only some paths put in: what is done to all items is done to
    these on some paths.
    """

    __slots__ = ("items", "kind", "partly", "rest", "singled", "size")

    def __init__(
        self,
        items: tuple[Value, ...],
        rest: Value | None = None,
        kind: str = "list",
        singled: bool = False,
        partly: frozenset[int] = NOBODY,
    ) -> None:
        self.items = items
        self.rest = rest
        self.kind = kind
        self.singled = singled
        self.partly = partly
        self.size = len(items)

    def having(self, items: tuple[Value, ...], rest: Value | None) -> ListObject:
        """The same list with other items."""
        return ListObject(items, rest, self.kind, self.singled, self.partly)

    def of_some_paths(self, partly: frozenset[int]) -> ListObject:
        """The same list; only some paths put these in."""
        return ListObject(self.items, self.rest, self.kind, self.singled, self.partly | partly)

    def forgotten(self) -> ListObject:
        """The same list; what it holds is not known any more."""
        return ListObject((), UNKNOWN, self.kind, self.singled)

    @property
    def element(self) -> Value:
        """What an item of it may be."""
        values = list(self.items)
        if self.rest is not None:
            values.append(self.rest)
        return join_all(values)

    @property
    def refs(self) -> frozenset[int]:
        """The objects that are items of it."""
        return frozenset(self.element.refs())

    def joined(self, other: object) -> ListObject | None:
        if not isinstance(other, ListObject):
            return None
        singled = self.singled or other.singled
        partly = self.partly | other.partly
        alike = singled == self.singled and partly == self.partly
        items, rest = self._joined_items(other)
        if alike and items == self.items and rest == self.rest:
            return self
        return ListObject(items, rest, self.kind, singled, partly)

    def _joined_items(self, other: ListObject) -> tuple[tuple[Value, ...], Value | None]:
        if self.items == other.items and self.rest == other.rest:
            return self.items, self.rest
        if len(self.items) == len(other.items) and self.rest is None and other.rest is None:
            pairs = zip(self.items, other.items, strict=True)
            return tuple(join(a, b) for a, b in pairs), None
        # An empty list on one path adds nothing.
        filled = [one.element for one in (self, other) if one.items or one.rest is not None]
        return (), join_all(filled)


class EveryCell(ListObject):
    """The numbers of all cells of the AnnData `ref`: `np.arange(adata.n_obs)`."""

    __slots__ = ("ref",)

    def __init__(self, ref: int, number: Value) -> None:
        super().__init__((), number, "array")
        self.ref = ref


class Groups(ListObject):
    """Groups of cells, `adata.obs.groupby("kind")`: pairs of a name and the cells of this name,
    and these cells by name."""

    __slots__ = ("cells",)

    def __init__(self, items: tuple[Value, ...], cells: Entries) -> None:
        super().__init__(items, None, "groups")
        self.cells = cells


class DictObject:
    """A dictionary: known keys, and `rest` for values under keys that are not known.

    `places` tells where the program spells a key out, for the keys of a display; `singled` as in
    a list. `last` is what was put under an unknown key just now, and what stands for that key.
    """

    __slots__ = ("items", "last", "places", "rest", "singled", "size")

    def __init__(
        self,
        items: Entries,
        rest: Value | None = None,
        places: dict[object, Span] | None = None,
        singled: bool = False,
        last: tuple[object, Value] | None = None,
    ) -> None:
        self.items = items
        self.rest = rest
        self.last = last
        self.places = places or {}
        self.singled = singled
        self.size = len(items)

    def forgotten(self) -> DictObject:
        """The same dictionary; what it holds is not known any more."""
        return DictObject({}, UNKNOWN, None, self.singled)

    @property
    def element(self) -> Value:
        values = list(self.items.values())
        if self.rest is not None:
            values.append(self.rest)
        return join_all(values)

    def joined(self, other: object) -> DictObject | None:
        if not isinstance(other, DictObject):
            return None
        items = dict(self.items)
        for key, value in other.items.items():
            items[key] = join(items[key], value) if key in items else opened(value)
        for key in self.items.keys() - other.items.keys():
            items[key] = opened(items[key])
        rest = self.rest if other.rest is None else other.rest
        if self.rest is not None and other.rest is not None:
            rest = join(self.rest, other.rest)
        if self.items.keys() != other.items.keys() and rest is None:
            rest = UNKNOWN
        singled = self.singled or other.singled
        if rest == self.rest and same_entries(items, self.items) and singled == self.singled:
            return self
        return DictObject(items, rest, {**other.places, **self.places}, singled)

    @property
    def values(self) -> Entries:
        """What it holds under keys that are known."""
        return self.items

    def picked(self) -> DictObject:
        """The same dictionary, after one of its values was picked out."""
        return DictObject(self.items, self.rest, self.places, singled=True)

    def with_entry(self, key: object, value: Value) -> DictObject:
        """The same dictionary with another value under a key that the program names."""
        return DictObject({**self.items, key: value}, self.rest)

    def having(self, changed: Entries) -> DictObject:
        """The same dictionary with other values under some keys."""
        return DictObject({**self.items, **changed}, self.rest, self.places, self.singled)


class Record(DictObject):
    """A dictionary whose entries are attributes, too: what OmegaConf or Snakemake hand out."""

    __slots__ = ()

    def picked(self) -> Record:
        return Record(self.items, self.rest, self.places, singled=True)

    def having(self, changed: Entries) -> Record:
        return Record({**self.items, **changed}, self.rest, self.places, self.singled)


class Rows(DictObject):
    """A table whose rows are named first: `pd.DataFrame(index=names)`; equal `names` are the same
    in the same order."""

    __slots__ = ("names",)

    def __init__(self, items: Entries, rest: Value | None, names: object) -> None:
        super().__init__(items, rest)
        self.names = names

    def picked(self) -> Rows:
        return self  # whose rows stay what they are

    def with_entry(self, key: object, value: Value) -> Rows:
        return self.having({key: value})

    def having(self, changed: Entries) -> Rows:
        return Rows({**self.items, **changed}, self.rest, self.names)


class Instance:
    """An object of a class of the program."""

    __slots__ = ("attributes", "cls", "known", "size")

    def __init__(self, cls: UserClass, attributes: dict[str, Value], known: bool = True) -> None:
        self.cls = cls
        self.attributes = attributes
        self.known = known
        self.size = len(attributes)

    def forgotten(self) -> Instance:
        """The same object; what its attributes are is not known any more."""
        return Instance(self.cls, {}, False)

    @property
    def values(self) -> dict[str, Value]:
        """What its attributes are."""
        return self.attributes

    def having(self, changed: dict[str, Value]) -> Instance:
        """The same object with other values of some attributes."""
        return Instance(self.cls, {**self.attributes, **changed}, self.known)

    def joined(self, other: object) -> Instance | None:
        if not isinstance(other, Instance) or other.cls is not self.cls:
            return None
        attributes = dict(self.attributes)
        for name, value in other.attributes.items():
            attributes[name] = (
                join(attributes[name], value) if name in attributes else opened(value)
            )
        for name in self.attributes.keys() - other.attributes.keys():
            attributes[name] = opened(attributes[name])
        if other.known >= self.known and same_entries(attributes, self.attributes):
            return self
        return Instance(self.cls, attributes, self.known and other.known)


def same_entries(joined: Mapping[K, object], before: Mapping[K, object]) -> bool:
    """Whether a join brought nothing: the same entries under the same keys."""
    if len(joined) != len(before):
        return False
    return all(before.get(key) is value for key, value in joined.items())
