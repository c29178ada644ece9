"""The row, and the actions that rows are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import (
    AS_READ,
    BINARY,
    COUNTS,
    FRACTIONAL,
    LOGNORM,
    NORMALIZED,
    Cells,
    Column,
    Matrix,
)
from scvi_lint.interpreter.domain.facts import fact, possible
from scvi_lint.interpreter.domain.genes import Genes, part
from scvi_lint.interpreter.domain.heap import UNRELATED, Tracked
from scvi_lint.interpreter.domain.holders import DictObject
from scvi_lint.interpreter.domain.keys import Key
from scvi_lint.interpreter.domain.results import Embedding, Table
from scvi_lint.interpreter.domain.values import NONE, UNKNOWN, Data, Ref, Value, one
from scvi_lint.interpreter.engine import naming
from scvi_lint.interpreter.engine.binding import make_call
from scvi_lint.interpreter.events.kinds import Called, Subset
from scvi_lint.interpreter.libraries import called as library
from scvi_lint.interpreter.objects import data, recognition, unheld
from scvi_lint.interpreter.objects.scales import (
    change_words,
    logged,
    of_table,
)

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

Action = Callable[["Run", "Target"], None]


# With `inplace=False` they return a dictionary of new values.
_RETURNS_VALUES = frozenset({"scanpy.pp.normalize_total"})


class Target:
    """One object that a library function was given, and how it was called."""

    __slots__ = ("call", "given", "id", "row")

    def __init__(self, identity: int, given: Given, call: Call, row: Effect) -> None:
        self.id = identity
        self.given = given
        self.call = call
        self.row = row

    def text(self, name: str, default: str | None = None) -> str | None:
        """A string parameter: as given, `default` when left out, None when it is not known."""
        argument = self.call.arguments.get(name)
        if argument is None:
            return None if self.call.open else default
        if argument.is_none:
            return default
        return argument.value.text

    def left_out(self, name: str) -> bool:
        argument = self.call.arguments.get(name)
        return self.call.lacks(name) if argument is None else argument.is_none

    def truth(self, name: str, default: bool) -> bool | None:
        """A flag: True, False, or None when it is not known."""
        argument = self.call.arguments.get(name)
        if argument is None:
            return None if self.call.open else default
        constant = argument.value.constant
        return None if constant is None else bool(constant.value)


class Effect:
    """What one function does.

    `actions` are applied to the object passed as parameter 0 (or under one of `data_names`), in
    place, unless the call says `copy=True` or `inplace=False`: then to a copy, which is returned.
    `makes` builds the returned object instead, for functions that read or concatenate.
    """

    __slots__ = ("actions", "makes", "parameters", "path")

    def __init__(
        self,
        path: str,
        *actions: Action,
        parameters: str = "",
        makes: Callable[[Run, str, Given, Call], Value] | None = None,
    ) -> None:
        self.path = path
        self.actions = actions
        self.parameters = ("adata", *parameters.split())
        self.makes = makes

    def apply(self, run: Run, path: str, given: Given) -> Value:
        names = self.parameters if self.makes is None else self.parameters[1:]
        call = make_call(run, given, path, names)
        if given.node.repaired:
            return UNKNOWN
        library.note_nothing(run, call)
        if self.makes is not None:
            return self.makes(run, path, given, call)
        pair = given.pair(0, "adata", "data", "mdata")
        if pair is None:
            return UNKNOWN
        value = recognition.as_data(run, pair[0], pair[1].value)
        targets = run.tracked(value, *data.KINDS)
        array = value.single
        if not targets and isinstance(array, Data):
            return self._on_array(run, array, given)
        if not targets:
            return UNKNOWN
        return self._on_objects(run, value, targets, given, call)

    def _on_objects(
        self, run: Run, value: Value, targets: list[tuple[int, Tracked]], given: Given, call: Call
    ) -> Value:
        copies = Target(0, given, call, self).truth("copy", False)
        inplace = Target(0, given, call, self).truth("inplace", True)
        apart = copies is True or inplace is False
        if given.discarded and len(targets) == 1:
            unheld.called(run, given, call, apart=apart)
        unsure = copies is None or inplace is None or len(targets) > 1 or not value.closed
        results: list[Value] = []
        for identity, thing in targets:
            before = thing
            if apart:
                copied = data.copy(run, identity, thing, given.node)
                identity = copied.refs()[0]
                results.append(copied)
            else:
                data.actualise(run, identity)
            target = Target(identity, given, call, self)
            for action in self.actions:
                action(run, target)
            after = run.heap.tracked(identity)
            if unsure and not apart and after is not None:
                run.heap.put(identity, before.joined(after) or UNRELATED)
            self._tell(run, identity, given, call)
        if copies is True:
            return results[0] if len(results) == 1 else UNKNOWN
        if apart and len(results) == 1 and self.path in _RETURNS_VALUES:
            made = results[0].refs()[0]
            thing = run.heap.tracked(made)
            layer = Target(made, given, call, self).text("layer")
            if thing is not None:
                x = one(data.matrix(run, made, thing, layer, given.node))
                return run.allocate(given.node, DictObject({"X": x}, UNKNOWN))
        return NONE if not apart else UNKNOWN

    def _tell(self, run: Run, identity: int, given: Given, call: Call) -> None:
        first = given.node.arguments[0].value if given.node.arguments else None
        run.emit(Called(run, call, run.view(identity, naming.describe(first))))

    def _on_array(self, run: Run, array: Data, given: Given) -> Value:
        """`sc.pp.log1p(adata.X)`: a plain array in, a plain array out."""
        content = array.content
        for action in self.actions:
            scale = getattr(action, "scale", None)
            if scale == LOGNORM and isinstance(content, Table) and content.is_decoded:
                content = of_table(content, logged)
            elif scale is not None and isinstance(content, Matrix):
                words = getattr(action, "words", "") or change_words(scale, content)
                memory = ("result", run.site(given.node))
                content = Matrix(scale, memory, content.root, done=words)
        return one(array.holding(content))


# --- actions ----------------------------------------------------------------------------------


def adds_column(default: str | None, made_by: str, parameter: str = "key_added") -> Action:
    """A column of obs computed from the data."""

    def add(run: Run, target: Target) -> None:
        name = target.text(parameter, default)
        if name is not None:
            reason = run.reason(target.given.node, f"obs[{name!r}] made by {made_by}")
            run.set_fact(
                target.id, slots.OBS(name), fact(Column("unknown", made_by=made_by), reason)
            )

    return add


def measures_quality(run: Run, target: Target) -> None:
    """`calculate_qc_metrics(inplace=True)`: how much was read in each cell, as numbers."""
    if target.truth("inplace", False) is not True:
        return
    listed = target.call.arguments.get("qc_vars")
    marked = () if listed is None else tuple(str(item.value) for item in listed.items)
    names = ["total_counts", "n_genes_by_counts", "log1p_total_counts", "log1p_n_genes_by_counts"]
    names += [f"{kind}_{name}" for name in marked for kind in ("total_counts", "pct_counts")]
    reason = run.reason(target.given.node, "measured by calculate_qc_metrics here")
    for name in names:
        column = Column("continuous", made_by="calculate_qc_metrics")
        run.set_fact(target.id, slots.OBS(name), fact(column, reason))


def adds_embedding(
    default: str, method: str, parameter: str = "key_added", prefix: str = ""
) -> Action:
    """An entry of obsm computed from X, or from the obsm entry that `use_rep=` names."""

    def add(run: Run, target: Target) -> None:
        given = target.text(parameter)
        if given is None and not target.left_out(parameter):
            return
        name = default if given is None else prefix + given
        reason = run.reason(target.given.node, f"{method} computed here")
        thing = run.heap.tracked(target.id)
        matrix = None if thing is None else thing.get(slots.X)
        source = matrix.value if matrix is not None else None
        run.set_fact(target.id, slots.OBSM(name), fact(Embedding(method, source), reason))

    return add


def subsets(
    what: str, parameter: str | None = None, default: bool = True, *, by_column: bool = False
) -> Action:
    """Cells or genes are taken out, always or when a flag says so; `by_column` for what a column
    says of them."""

    def subset(run: Run, target: Target) -> None:
        wanted = True if parameter is None else target.truth(parameter, default)
        if wanted is False:
            return
        adata = run.view(target.id, naming.first_argument(target.given.node))
        run.emit(Subset(run, target.call, adata, what, wanted is True))
        reason = run.reason(target.given.node, f"{what} filtered here")
        made = fact(_fewer(run, target, what), reason)
        key: Key[Any] = slots.GENES if what == "genes" else slots.CELLS
        run.set_fact(target.id, key, made if wanted else possible(made))
        if what == "cells":
            given = target.call.arguments.get("n_obs") or target.call.arguments.get("n")
            if given is not None and type(given.literal) is int:
                most = fact(given.literal, run.reason(target.given.node, "cells drawn here"))
                run.set_fact(target.id, slots.MOST_CELLS, most)
            data.fewer_cells(run, target.id, reason, aside=not by_column)

    return subset


def _fewer(run: Run, target: Target, what: str) -> Cells | Genes:
    """The cells or genes that are left, and of which ones."""
    at = run.site(target.given.node)
    if what != "genes":
        return ("part", at)
    thing = run.heap.tracked(target.id)
    known = None if thing is None else thing.value(slots.GENES)
    if known is None:
        return part(at)
    argument = target.call.arguments.get("n_top_genes")
    most = None if argument is None else argument.literal
    fewer = type(most) is int and known.size is not None and most < known.size
    return known.chosen(at, most if fewer else None)


def opens(*rooms: str) -> Action:
    """Something in these rooms changes that rows do not describe further."""

    def weaken(run: Run, target: Target) -> None:
        thing = run.heap.tracked(target.id)
        if thing is not None:
            run.heap.put(target.id, Tracked(thing.kind, thing.facts, thing.open | frozenset(rooms)))

    return weaken


__all__ = [
    "AS_READ",
    "BINARY",
    "COUNTS",
    "FRACTIONAL",
    "NORMALIZED",
    "Effect",
    "Ref",
    "Target",
    "adds_column",
    "adds_embedding",
    "measures_quality",
    "opens",
    "subsets",
]
