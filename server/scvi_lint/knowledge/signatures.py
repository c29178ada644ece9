"""Signatures with what `**kwargs` and `plan_kwargs` really accept.

Forwarding is followed for the class at hand: `super:train` depends on its order of inheritance,
`attr:_training_plan_cls` on its own attribute. A chain that leaves scvi-tools is closed where
`curated.toml` knows the callee's keywords; else it stays open, and nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.knowledge.curated import curated

if TYPE_CHECKING:
    from typing import Protocol

    from scvi_lint.json_values import Scalar
    from scvi_lint.knowledge.rows import ClassRecord, FunctionRecord, Row, Rows

    class Definitions(Protocol):
        """What a signature asks of the release that it is of: `api.Api`."""

        version: str

        def definition(self, key: str) -> Signature | None: ...

    class Owner(Protocol):
        """What a signature and the history ask of a class: `api.ClassSymbol`."""

        name: str
        qualname: str
        is_model: bool

        @property
        def init(self) -> Signature: ...
        @property
        def order(self) -> tuple[str, ...]: ...
        @property
        def record(self) -> ClassRecord: ...
        def record_of(self, key: str) -> ClassRecord: ...
        def method(self, name: str) -> Signature | None: ...
        def method_after(self, key: str, name: str) -> Signature | None: ...
        def outside_base(self, after: str) -> str | None: ...
        def related(self, attribute: str) -> Owner | None: ...


KINDS = ("plain", "positional", "keyword", "args", "kwargs")
_LONGEST_CHAIN = 12
# Keys that are no keywords: a function looks a name up in its dictionary of settings.
_ANY = "*"


class Parameter:
    """One parameter. `default` is its source text, None if it must be given.

    `via` names the callee that takes it when it is reached through `**kwargs`.
    """

    __slots__ = ("annotation", "choices", "closed", "default", "kind", "name", "via")

    def __init__(self, row: Row, via: str = "") -> None:
        row = row + [None] * (5 - len(row))
        self.name: str = row[0]
        self.kind: str = KINDS[row[1]]
        self.default: str | None = row[2]
        self.annotation: str | None = row[3]
        self.choices: tuple[Scalar, ...] | None = tuple(row[4]) if row[4] else None
        self.closed: bool = self.choices is not None and "str" not in (row[3] or "").split(" | ")
        self.via = via

    @property
    def required(self) -> bool:
        return self.default is None and self.kind in ("plain", "positional", "keyword")


class Obsolete(NamedTuple):
    """A DeprecationWarning or FutureWarning; `parameters` are those that it depends on, empty for
    a warning that every call gives."""

    category: str
    parameters: tuple[str, ...]


class Signature:
    """A function or method of one release, as called on one class."""

    __slots__ = (
        "_api",
        "_host",
        "_keywords",
        "_nested",
        "_open",
        "_owner",
        "_record",
        "_where",
        "kind",
        "parameters",
        "qualname",
        "taken",
    )

    def __init__(
        self,
        api: Definitions,
        qualname: str,
        record: FunctionRecord,
        owner: Owner | None = None,
        where: str = "",
        host: Owner | None = None,
    ) -> None:
        self._api = api
        self._record = record
        self._owner = owner
        self._where = where  # the key of the class that defines it
        self._host = host  # the model whose module a training plan works on
        self._keywords: dict[str, Parameter] | None = None
        self._open: bool | None = None
        self._nested: dict[str, Signature | None] = {}
        self.qualname = qualname
        self.kind = {"c": "classmethod", "s": "staticmethod", "p": "property", "f": "function"}.get(
            record.get("k", "m"), "method"
        )
        self.parameters: tuple[Parameter, ...] = tuple(Parameter(row) for row in record["p"])
        # what a caller gives already; a dictionary for the rest may not hold it
        self.taken: frozenset[str] = frozenset()

    # --- keywords -----------------------------------------------------------------------------

    def accepts(self, keyword: str) -> bool | None:
        """Whether a call may pass this keyword; None when a chain's end is not known."""
        if keyword in self.keywords():
            return True
        if self.swallows:
            return True
        return None if self._open else False

    def keywords(self) -> Mapping[str, Parameter]:
        """Every keyword that may be passed by name, forwarded ones included."""
        if self._keywords is None:
            found, is_open = self._collect(self.catches, frozenset())
            own = {p.name: p for p in self.parameters if p.kind in ("plain", "keyword")}
            # What the caller gives already cannot be given once more, however deep it would go.
            found = {name: p for name, p in found.items() if name not in self.taken}
            self._keywords = {**found, **own}
            self._open = is_open
        return self._keywords

    @property
    def swallows(self) -> bool:
        """Whether unknown keywords are taken and silently ignored."""
        name = self.catches
        if not name:
            return False
        return not any(edge[0] == name for edge in self._record.get("f", ()))

    @property
    def rest_needs(self) -> str:
        """The argument without which keywords that it does not name are never looked at, "" if
        there is none: weights of cells are computed with them (base/_rnamixin.py)."""
        return "weights" if self.catches == "importance_weighting_kwargs" else ""

    def nested(self, keyword: str) -> Signature | None:
        """What a dictionary parameter (`plan_kwargs`) hands its keys to, as a signature."""
        # Asked of every call with such an argument, at every keystroke.
        if keyword not in self._nested:
            self._nested[keyword] = self._hands_to(keyword)
        return self._nested[keyword]

    def _hands_to(self, keyword: str) -> Signature | None:
        if _ANY in self._record.get("x", {}).get(keyword, ()):
            return None  # it may be one dictionary for each of several
        for edge in self._edges(keyword):
            for target in self._targets(edge):
                if len(edge) > 4:
                    deeper = target.nested(edge[4]) if target is not self else None
                    if deeper is not None:
                        return deeper
                else:
                    return target._bound(set(edge[2]), edge[3])
        return None

    def _bound(self, given: set[str], count: int) -> Signature:
        """The same callee, some of whose parameters its caller gives already."""
        positional = [p.name for p in self.parameters if p.kind in ("plain", "positional")]
        found = Signature(
            self._api, self.qualname, self._record, self._owner, self._where, self._host
        )
        found.taken = frozenset(given.union(positional[:count]))
        found.parameters = tuple(p for p in self.parameters if p.name not in found.taken)
        return found

    @property
    def overwritten(self) -> frozenset[str]:
        """Keys of `plan_kwargs` that the function writes its own values over."""
        keys = set(self._record.get("o", ()))
        for edge in self._record.get("f", ()):
            if edge[1] == "super:train":
                for target in self._targets(edge):
                    keys |= target.overwritten
        return frozenset(keys)

    @property
    def owner(self) -> Owner | None:
        """The class that it is called on, None for a function."""
        return self._owner

    @property
    def name(self) -> str:
        """The name of the function itself; a class's constructor is `__init__`."""
        if self._owner is not None and self.qualname == self._owner.qualname:
            return "__init__"
        return self.qualname.rpartition(".")[2]

    @property
    def warnings(self) -> tuple[Obsolete, ...]:
        """What the function itself warns of as obsolete, in the order of its text."""
        return tuple(Obsolete(row[0], tuple(row[1])) for row in self._record.get("d", ()))

    @property
    def refuses_untrained(self) -> bool:
        """Whether this method of a model raises RuntimeError where the model was not trained."""
        return bool(self._record.get("u"))

    @property
    def is_stub(self) -> bool:
        """Whether it takes anything and names nothing: `def method(self, *args, **kwargs)`."""
        kinds = {parameter.kind for parameter in self.parameters}
        return bool(kinds) and kinds <= {"args", "kwargs"}

    @property
    def is_abstract(self) -> bool:
        """Whether it is the empty `train` that every model class must bring itself.

        MRVI of 1.4 has no other: building it gives an object of one of two classes.
        """
        return self._where.endswith(".BaseModelClass") and self.qualname.endswith(".train")

    @property
    def fields(self) -> Rows:
        """The fields that a set-up function registers, as extracted."""
        return self._record.get("s", [])

    def default_of(self, name: str) -> str | None:
        """The default of a parameter as its source text, None when it has none."""
        found = self.keywords().get(name)
        return None if found is None else found.default

    # --- forwarding ---------------------------------------------------------------------------

    @property
    def needed(self) -> tuple[str, ...]:
        """Keywords that it takes out of its `**kwargs` without asking whether they are there:
        KeyError where they are not."""
        return self._needed(self.catches)

    def _needed(self, source: str) -> tuple[str, ...]:
        return tuple(self._record.get("n", {}).get(source, ()))

    @property
    def catches(self) -> str:
        """The name of the parameter that takes keywords of any name, "" if there is none."""
        return next((p.name for p in self.parameters if p.kind == "kwargs"), "")

    def _edges(self, source: str) -> Rows:
        return [edge for edge in self._record.get("f", ()) if edge[0] == source]

    def targets_of(self, source: str) -> list[Signature]:
        """The signatures that a parameter's contents are handed to."""
        return [target for edge in self._edges(source) for target in self._targets(edge)]

    def _collect(self, source: str, seen: frozenset[str]) -> tuple[dict[str, Parameter], bool]:
        """The keywords reached from one catch-all, and whether the chain has an open end."""
        own: list[str] = self._record.get("x", {}).get(source, [])
        needed = self._needed(source)
        found: dict[str, Parameter] = {
            key: Parameter([key, 2, None if key in needed else "None"], self.qualname)
            for key in own
            if key != _ANY
        }
        is_open = _ANY in own
        mark = self._mark(source)
        if not source or mark in seen or len(seen) > _LONGEST_CHAIN:
            return found, bool(source) and mark not in seen
        edges = self._edges(source)
        if not edges:
            return found, True  # taken, and nobody looks at it
        spreads = any(parameter.kind == "args" for parameter in self.parameters)
        for edge in edges:
            # `f(*args, **kwargs)`: how many positions the star fills is not known.
            callee, bound, count = edge[1], set(edge[2]), 0 if spreads else edge[3]
            if len(edge) > 4:
                inner, inner_open = self._handed_on(edge, seen | {mark})
                is_open = is_open or inner_open
                for name, parameter in inner.items():
                    found.setdefault(name, parameter)
                continue
            outside = curated().outside(callee, self._api.version)
            if outside is not None:
                found.update({name: Parameter([name, 2, "None"], callee) for name in outside})
                continue
            targets = list(self._targets(edge))
            if not targets:
                is_open = True
            for target in targets:
                inner, inner_open = target._collect(target.catches, seen | {mark})
                is_open = is_open or inner_open
                positional = [p for p in target.parameters if p.kind in ("plain", "positional")]
                taken = bound | {p.name for p in positional[:count]}
                for parameter in target.parameters:
                    if parameter.kind in ("plain", "keyword"):
                        inner.setdefault(parameter.name, parameter)
                for name, parameter in inner.items():
                    if name not in taken and name not in found:
                        found[name] = _reached(parameter, target.qualname)
        return found, is_open

    def _mark(self, source: str) -> str:
        """A parameter of a function; `super().train` has the same name as the one that calls it."""
        return f"{self.qualname} of {self._where}({source})"

    def _handed_on(self, edge: Row, seen: frozenset[str]) -> tuple[dict[str, Parameter], bool]:
        """The keywords of a catch-all that is handed on as one dictionary."""
        for target in self._targets(edge):
            name = edge[4]
            if target._mark(name) not in seen:
                return target._collect(name, seen)
        return {}, True

    def _targets(self, edge: Row) -> Iterator[Signature]:
        """The signatures that a symbolic callee stands for, for the class at hand."""
        host = self._host
        if host is None and self._owner is not None and self._owner.is_model:
            host = self._owner
        for found in self._found(edge):
            if host is None or found._host is not None:
                yield found
            else:
                yield Signature(
                    found._api, found.qualname, found._record, found._owner, found._where, host
                )

    def _found(self, edge: Row) -> Iterator[Signature]:
        callee: str = edge[1]
        head, colon, name = callee.partition(":")
        owner = self._owner
        if not colon:
            found = self._api.definition(callee)
            if found is not None:
                yield found
            return
        if owner is None:
            return
        if head == "super":
            found = owner.method_after(self._where, name)
            if found is not None:
                yield found
            elif name == "__init__":
                outside = owner.outside_base(self._where)
                if outside:
                    yield from self._outside(f"{outside}.__init__")
        elif head == "self":
            found = owner.method(name)
            if found is not None:
                yield found
        elif head == "cls":
            yield owner.init
        elif head == "attr":
            related = owner.related(name)
            if related is not None:
                yield related.init
        elif head == "module":
            related = owner.related("_module_cls") or (
                None if self._host is None else self._host.related("_module_cls")
            )
            method = None if related is None else related.method(name)
            if method is not None:
                yield method

    def _outside(self, callee: str) -> Iterator[Signature]:
        names = curated().outside(f"outside:{callee}", self._api.version)
        if names is not None:
            yield Signature(self._api, callee, {"p": [[name, 2, "None"] for name in names]})


def _reached(parameter: Parameter, via: str) -> Parameter:
    if parameter.via:
        return parameter
    copy = object.__new__(Parameter)
    for slot in Parameter.__slots__:
        setattr(copy, slot, getattr(parameter, slot))
    copy.via = via
    return copy
