"""What a parameter of a call received: constants, objects, lists, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from scvi_lint.interpreter.domain.contents import Categories
from scvi_lint.interpreter.domain.definitions import Function
from scvi_lint.interpreter.domain.facts import BRANCH, DEFAULT
from scvi_lint.interpreter.domain.families import is_path
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.holders import DictObject, EveryCell, ListObject
from scvi_lint.interpreter.domain.masks import Mask
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.interpreter.domain.values import (
    Bound,
    Data,
    Drawn,
    Held,
    Literal,
    Ref,
    Room,
    Scalar,
    Value,
)
from scvi_lint.source.documents.span import Span


class Item:
    """One constant that an argument holds, alone or in a list; `doubt` is "" if it always does.

    `origin` is where the program spells it out: at its `span`, or where its name was bound.
    `written` is the place that other text may take, None if that would change something else.
    `among` counts the constants of which it is one, when it can be nothing else; 0 else.
    """

    __slots__ = ("among", "doubt", "origin", "span", "value", "written")

    def __init__(
        self,
        value: Any,
        span: Span,
        doubt: str,
        origin: Span | None,
        written: Span | None,
        among: int = 0,
    ) -> None:
        self.among = among
        self.value = value
        self.span = span
        self.doubt = doubt
        self.origin = origin or span
        self.written = written

    @property
    def certain(self) -> bool:
        return not self.doubt

    def __str__(self) -> str:
        return repr(self.value)


class Argument:
    """One argument as the call receives it.

    `span` is the value as written in the call, `whole` covers `name=` too. An argument that came
    out of `**config` has the span of the `**` and says so in `splatted`. An entry of a dictionary
    argument has the span of the dictionary, and in `key` the place of its key, if it is spelled.
    `always` is false when only some paths pass it.
    """

    __slots__ = (
        "_table",
        "always",
        "key",
        "name",
        "positional",
        "span",
        "splatted",
        "value",
        "whole",
    )

    def __init__(
        self,
        name: str,
        value: Value,
        span: Span,
        whole: Span,
        table: Table,
        positional: bool = False,
        splatted: bool = False,
        key: Span | None = None,
        always: bool = True,
    ) -> None:
        self.key = key
        self.always = always
        self.name = name
        self.value = value
        self.span = span
        self.whole = whole
        self.positional = positional
        self.splatted = splatted
        self._table = table

    @property
    def table(self) -> Table:
        """The objects that its value refers to, as they were."""
        return self._table

    @property
    def doubt(self) -> str:
        """Why it may be another than the first that it can be, "" if it cannot."""
        return _doubt_of(self.value)

    @property
    def literal(self) -> Any:
        """The constant that it is for certain, or None (also for the constant None)."""
        constant = self.value.constant
        return None if constant is None else constant.value

    def __contains__(self, place: Span) -> bool:
        """Whether a place is inside the argument as the call spells it out."""
        mine = self.span
        here = (place.path, place.cell) == (mine.path, mine.cell)
        return here and mine.start <= place.start and place.end <= mine.end

    @property
    def is_none(self) -> bool:
        return self.value.is_literal(None)

    @property
    def is_path(self) -> bool:
        """Whether it is for certain a Path of pathlib, no string."""
        return bool(self.value.closed and self.value.atoms and all(map(is_path, self.value.atoms)))

    def is_literal(self, value: object) -> bool:
        """Whether it is for certain this constant (True and 1 differ)."""
        return self.value.is_literal(value)

    @property
    def is_text(self) -> bool:
        """Whether it is for certain a string, whichever."""
        atoms = self.value.atoms
        return bool(
            self.value.closed
            and atoms
            and all(isinstance(atom, Literal) and isinstance(atom.value, str) for atom in atoms)
        )

    @property
    def drawn_at(self) -> Span | None:
        """Where a generator drew it, if it is one of many."""
        atom = self.value.single
        return atom.span if isinstance(atom, Drawn) else None

    @property
    def type_name(self) -> str:
        """The type that it is of for certain: "int", "str", "list" …, "numpy" for a number of
        numpy's own, "places" for the tuple of `np.where`; "" if that is not known."""
        atom = self.value.single
        if isinstance(atom, Literal):
            return type(atom.value).__name__
        if isinstance(atom, Scalar):
            return str(atom.key)
        if isinstance(atom, Mask):
            return "places" if atom.in_tuple else ""
        listed = self._sequence()
        return "" if listed is None else listed.kind

    def holds_only(self, type_name: str) -> bool:
        """Whether it is for certain a value of this type ("int"), or some of them and nothing else:
        `range(n)`."""
        values = [self.value]
        listed = self._sequence()
        if listed is not None:
            values = [*listed.items, *([] if listed.rest is None else [listed.rest])]
        types = {
            type(atom.value).__name__ if isinstance(atom, Literal) else getattr(atom, "key", "")
            for value in values
            for atom in (value.atoms if value.closed else ())
            if isinstance(atom, Literal | Scalar)
        }
        whole = all(value.closed and value.single is not None for value in values)
        return whole and types == {type_name}

    @property
    def takes_all(self) -> bool:
        """Whether it is for certain a selection of all cells: `np.ones(n, dtype=bool)`."""
        listed = self._sequence()
        if listed is None or listed.kind not in ("array", "list"):
            return False
        values = [*listed.items, *([] if listed.rest is None else [listed.rest])]
        return bool(values) and all(value.is_literal(True) for value in values)

    @property
    def every_cell_of(self) -> int | None:
        """The AnnData all cells of which it names by number: `np.arange(adata.n_obs)`."""
        listed = self._sequence()
        return listed.ref if isinstance(listed, EveryCell) else None

    @property
    def arity(self) -> tuple[int, int] | None:
        """The fewest and the most positional arguments of a function of the program.

        None for anything else, and for a function that takes `*args`.
        """
        atom = self.value.single
        if not isinstance(atom, Function) or atom.owner is not None:
            return None
        parameters = atom.node.parameters
        if any(one.kind == "args" for one in parameters):
            return None
        places = [one for one in parameters if one.kind in ("plain", "positional")]
        return sum(one.default is None for one in places), len(places)

    @property
    def mask(self) -> Mask | None:
        """The selection of cells by the values of a column, if it is one for certain."""
        atom = self.value.single
        return atom if isinstance(atom, Mask) else None

    @property
    def content(self) -> Held:
        """What it is for certain: a Column, an Embedding, a Table, a Matrix; None for the rest."""
        atom = self.value.single
        return atom.content if isinstance(atom, Data) and atom.certain else None

    @property
    def names_genes(self) -> bool:
        """Whether it is for certain the names of genes: `adata.var_names`."""
        return isinstance(self.content, Genes)

    @property
    def levels_of(self) -> str:
        """The column of which it is the list of all levels: `list(adata.obs["batch"].unique())`."""
        atom = self.value.single
        content = atom.content if isinstance(atom, Data) else None
        return content.entry if isinstance(content, Categories) else ""

    @property
    def entry(self) -> tuple[int, str, str] | None:
        """The entry of an object that it is for certain: the object's id, "obs", the column."""
        atom = self.value.single
        if isinstance(atom, Data) and atom.ref is not None:
            return atom.ref, atom.room, atom.entry
        if isinstance(atom, Bound) and isinstance(atom.receiver, Room):  # `adata.obs.cell_type`
            return atom.receiver.ref, atom.receiver.room, atom.name
        return None

    @property
    def origin(self) -> Span:
        """Where the program spells the constant out: here, or where its name was bound."""
        constant = self.value.constant
        return constant.span if constant is not None and constant.span is not None else self.span

    @property
    def written(self) -> Span | None:
        """Where the call writes this value and nothing else, None if it does not."""
        if self.key is not None:
            return self.origin if self.origin != self.span and self.origin in self else None
        return None if self.splatted else self.span

    @property
    def is_spelled_here(self) -> bool:
        """Whether the call itself spells the constant out, not a name that holds it."""
        return not self.splatted and self.origin in self

    @property
    def items(self) -> list[Item]:
        """Every constant in it, through lists; each with its certainty."""
        return list(self._items(self.value, _doubt_of(self.value)))

    @property
    def is_sequence(self) -> bool:
        """Whether it is for certain a list, tuple or set."""
        return isinstance(self._sequence(), ListObject)

    @property
    def holds_sequences(self) -> bool:
        """Whether it is for certain a list or tuple with a list, tuple or set in it."""
        listed = self._sequence()
        for value in () if listed is None else listed.items:
            atom = value.single
            thing = self._table.get(atom.id) if isinstance(atom, Ref) else None
            if isinstance(thing, ListObject) and thing.kind != "array":
                return True
        return False

    @property
    def kind(self) -> str:
        """What it is for certain: "anndata", "mudata", "model", or "" for anything else."""
        atom = self.value.single
        thing = self._table.get(atom.id) if isinstance(atom, Ref) else None
        return thing.kind if isinstance(thing, Tracked) and self.value.closed else ""

    @property
    def is_tuple(self) -> bool:
        """Whether it is for certain a tuple or a set, which pandas does not take for a list."""
        listed = self._sequence()
        return listed is not None and listed.kind in ("tuple", "set")

    @property
    def is_complete(self) -> bool:
        """Whether `items` is for certain all that it holds."""
        if self.value.constant is not None:
            return True
        listed = self._sequence()
        return (
            listed is not None
            and listed.rest is None
            and all(item.constant is not None for item in listed.items)
        )

    @property
    def objects(self) -> list[int]:
        """The data and models in it, also in a list or a dictionary."""
        values = [self.value]
        for atom in self.value.atoms:
            thing = self._table.get(atom.id) if isinstance(atom, Ref) else None
            if isinstance(thing, ListObject):
                values += thing.items
            elif isinstance(thing, DictObject):
                values += thing.items.values()
        found = [ref for value in values for ref in value.refs()]
        return [one for one in found if isinstance(self._table.get(one), Tracked)]

    def outside(self, choices: Collection[str]) -> Item | None:
        """The first string that it may be and that is none of these."""
        texts = [] if self.is_sequence else [one for one in self.items if type(one.value) is str]
        return next((one for one in texts if one.value not in choices), None)

    def kept_of(self, column: str) -> tuple[object, ...] | None:
        """The categories of a column to which it restricts the cells, if it does just that."""
        atom = self.value.single
        if not isinstance(atom, Mask) or atom.column != column or atom.negated:
            return None
        return atom.kept

    def entries(self) -> dict[str, Argument]:
        """The entries of a dictionary argument (`plan_kwargs={...}`), as arguments."""
        found: dict[str, Argument] = {}
        for atom in self.value.atoms:
            thing = self._table.get(atom.id) if isinstance(atom, Ref) else None
            if isinstance(thing, DictObject):
                for key, value in thing.items.items():
                    if isinstance(key, str):
                        place = thing.places.get(key)
                        # Of `dict(a=0)` no place is known that is the entry's own.
                        told = (key, value, self.span, self.whole, self._table)
                        found[key] = Argument(*told, key=place, splatted=place is None)
        return found

    def _sequence(self) -> ListObject | None:
        atom = self.value.single
        thing = self._table.get(atom.id) if isinstance(atom, Ref) else None
        return thing if isinstance(thing, ListObject) else None

    def _items(self, value: Value, doubt: str, depth: int = 0) -> Iterator[Item]:
        for atom in value.atoms:
            if isinstance(atom, Literal):
                span = self.span
                if depth and atom.span is not None and atom.span.path == span.path:
                    span = atom.span
                written = self.written if depth == 0 else atom.span
                among = len(value.atoms) if depth == 0 and value.closed else 0
                yield Item(atom.value, span, doubt, atom.span, written, among)
            elif isinstance(atom, Ref) and depth < 2:
                thing = self._table.get(atom.id)
                if isinstance(thing, ListObject):
                    for inner in thing.items:
                        yield from self._items(inner, doubt or _doubt_of(inner), depth + 1)
                    if thing.rest is not None:
                        yield from self._items(thing.rest, doubt or BRANCH, depth + 1)


def _doubt_of(value: Value) -> str:
    """Why a value may be another than the first that it can be, "" if it cannot."""
    if value.single is not None:
        return ""
    return DEFAULT if len(value.atoms) == 1 else BRANCH
