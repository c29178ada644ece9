"""anndata: objects that are read, made by hand, and put below each other."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any

from scvi_lint.interpreter.domain.facts import (
    AS_READ,
    COUNTS,
    LOGNORM,
    MIXED,
    NORMALIZED,
    SCALED,
    UNSURE,
    Column,
    Embedding,
    Fact,
    Matrix,
    Reason,
    Table,
    fact,
)
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.holders import DictObject, ListObject
from scvi_lint.interpreter.domain.values import UNKNOWN, Data, Ref, Value, one
from scvi_lint.interpreter.engine.binding import element, make_call, spread
from scvi_lint.interpreter.events.kinds import Called
from scvi_lint.interpreter.libraries.readers import reads, writes
from scvi_lint.interpreter.libraries.rows import Effect
from scvi_lint.interpreter.objects import data, rooms

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

# Of the combinations of what parts may be, so many are looked at.
MOST_WAYS = 16


def _anndata(run: Run, path: str, given: Given, call: Any) -> Value:
    """`AnnData(X=..., obs=...)`: made by hand; rooms that were not given are empty."""
    given_by = ("obs", "var", "obsm", "uns", "layers", "raw")
    unknown = {name for name in given_by if not call.lacks(name)}
    identity = data.new(run, given.node, scale=AS_READ, open=frozenset(unknown), why="made here")
    x = call.arguments.get("X")
    atom = None if x is None else x.value.single
    if isinstance(atom, Data) and isinstance(atom.content, Matrix):
        reason = run.reason(given.node, "taken over here")
        run.set_fact(identity, "X", fact(atom.content, reason, certain=atom.certain))
        run.share(atom.content, identity)
        if atom.ref is not None:
            run.share(atom.content, atom.ref)
    elif isinstance(atom, Data) and isinstance(atom.content, Table):
        computed = rooms.computed(run, atom.content, ("result", identity))
        reason = run.reason(given.node, "computed by a model, taken over here")
        run.set_fact(identity, "X", fact(computed, reason, certain=atom.certain))
    obs = call.arguments.get("obs")
    _columns(run, identity, given, obs)
    _cells_of(run, identity, given, atom)
    return one(Ref(identity))


def _cells_of(run: Run, identity: int, given: Given, x: Any) -> None:
    """Whose cells an object made by hand holds: those of the result that it is made of, else not
    known."""
    thing = run.heap.tracked(identity)
    if thing is None:
        return
    content = x.content if isinstance(x, Data) else None
    cells = content.cells if isinstance(content, Table | Embedding) else None
    if cells is None:
        run.heap.put(identity, thing.without("cells"))
    else:
        reason = run.reason(given.node, "computed by a model, taken over here")
        run.set_fact(identity, "cells", fact(cells, reason, certain=x.certain))


def _columns(run: Run, identity: int, given: Given, obs: Any) -> None:
    """`obs={"batch": [...]}` or `obs=pd.DataFrame({...})`: literal columns are known."""
    atom = None if obs is None else obs.value.single
    table = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if not isinstance(table, DictObject):
        return
    reason = run.reason(given.node, "made here")
    for name, value in table.items.items():
        content, certain = rooms.contents(run, "obs", value)
        run.set_fact(identity, f"obs/{name}", fact(content, reason, certain=certain))
    if table.rest is None:
        thing = run.heap.tracked(identity)
        if thing is not None:
            run.heap.put(identity, Tracked(thing.kind, thing.facts, thing.open - {"obs"}))


def _concat(run: Run, path: str, given: Given, call: Any) -> Value:
    """`anndata.concat([a, b], label="batch", keys=["x", "y"])`: states of the parts are joined."""
    value = given.value(0, "adatas") or UNKNOWN
    parts, names, complete, known_all = _parts(run, value)
    reason = run.reason(given.node, "concatenated here")
    facts = _common_facts(run, parts, reason, known_all, complete)
    if "keys" in given.keywords:
        names = _keys(run, given, "keys")
    elif names is None and complete:
        names = [str(number) for number in range(len(parts))]
    label = given.text(-1, "label")
    if label is not None:
        known = tuple(names) if names else None
        column = Column("categorical", known, known is not None and complete, made_by="concat")
        facts[f"obs/{label}"] = fact(column, reason)
    identity = data.new(run, given.node, facts=facts, why="concatenated here")
    matrix = facts.get("X")
    if matrix is not None:
        run.set_fact(identity, "X", matrix)
    if given.text(-1, "join") == "outer":
        _fill_in(run, identity, parts, reason)
    run.emit(Called(run, call, run.view(identity, given.assigned)))
    return one(Ref(identity))


def _fill_in(run: Run, identity: int, parts: list[Tracked], reason: Reason) -> None:
    """`join="outer"`: genes that a part lacks are filled in; certain when genes were taken out
    of the parts separately."""
    genes = [part.get("genes") for part in parts]
    known = [g.value for g in genes if g is not None and g.certain]
    if len(known) == len(parts) > 1 and len(set(known)) == 1:
        return
    chosen = [part.value("genes by") for part in parts]
    if chosen and chosen[0] and chosen[0].isidentifier() and len(set(chosen)) == 1:
        return  # `a[:, genes]` and `b[:, genes]`
    filtered = len({g for g in known if g[0] == "part"})
    run.set_fact(identity, "filled in", fact(True, reason, certain=filtered > 1))


def concatenated(run: Run, identity: int, given: Given) -> Value:
    """`adata.concatenate(b, c, batch_key="batch", batch_categories=[...])` of older anndata."""
    first = run.heap.tracked(identity)
    values = [value for value, _ in given.positional]
    items = spread(run, values[0]) if len(values) == 1 else values
    if items is None and len(values) == 1 and run.tracked(values[0], *data.KINDS):
        items = values
    parts = [] if first is None else [first]
    complete = items is not None and not given.open
    for item in items or []:
        found = run.tracked(item, *data.KINDS)
        complete = complete and len(found) == 1 and item.closed
        parts.extend(thing for _, thing in found)
    reason = run.reason(given.node, "concatenated here")
    facts = _common_facts(run, parts, reason, complete, complete)
    label = given.text(-1, "batch_key") or ("batch" if "batch_key" not in given.keywords else None)
    if label is not None:
        names = _keys(run, given, "batch_categories")
        if names is None and "batch_categories" not in given.keywords and complete:
            names = [str(number) for number in range(len(parts))]
        known = tuple(names) if names else None
        column = Column("categorical", known, known is not None and complete, made_by="concat")
        facts[f"obs/{label}"] = fact(column, reason)
    made = data.new(run, given.node, facts=facts, why="concatenated here")
    if given.text(-1, "join") == "outer":
        _fill_in(run, made, parts, reason)
    call = make_call(run, given, "anndata.concat", ())
    run.emit(Called(run, call, run.view(made, given.assigned)))
    return one(Ref(made))


def _keys(run: Run, given: Given, name: str) -> list[Any] | None:
    """The constants in a list argument, None when they are not all known."""
    value = given.value(-1, name)
    items = None if value is None else spread(run, value)
    constants = None if items is None else [item.constant for item in items]
    if not constants or not all(constants):
        return None
    return [c.value for c in constants if c is not None]


def _parts(run: Run, value: Value) -> tuple[list[Tracked], list[Any] | None, bool, bool]:
    """The objects that are concatenated, their keys if they come in a dictionary, whether these
    are all, and whether every one of them, however many, is as one of these."""
    atom = value.single
    table = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    names: list[Any] | None = None
    values = spread(run, value)
    complete = values is not None
    if isinstance(table, DictObject):
        values, names = list(table.items.values()), list(table.items)
        if table.rest is not None:
            values.append(table.rest)
    elif values is None:
        values = [element(run, value)]
    alike = isinstance(table, ListObject | DictObject) and not table.singled
    parts: list[Tracked] = []
    for item in values:
        found = run.tracked(item, *data.KINDS)
        complete = complete and len(found) == 1 and item.closed
        alike = alike and item.closed and len(found) == len(item.atoms) > 0
        parts.extend(thing for _, thing in found)
    return parts, names, complete, complete or alike


def _common_facts(
    run: Run, parts: list[Tracked], reason: Reason, known: bool, complete: bool
) -> dict[str, Fact]:
    """What holds of all parts: their matrices' scale, columns with the union of categories."""
    if not parts:
        return {}
    facts: dict[str, Fact] = {}
    for key, first in parts[0].facts.items():
        others = [part.get(key) for part in parts[1:]]
        if any(other is None for other in others):
            continue
        every = [first, *(other for other in others if other is not None)]
        certain = known and all(f.certain for f in every)
        if isinstance(first.value, Matrix):
            memory = ("concat", key, reason.span)
            made = [_stacked_matrix(values, memory) for values in _ways(every)]
            reasons = (*first.reasons, reason)
            if made:
                sure = certain and (complete or made[0].scale not in (MIXED, UNSURE))
                facts[key] = Fact(tuple((matrix, reasons) for matrix in made), sure)
        elif key.startswith("obs/") and isinstance(first.value, Column):
            facts[key] = Fact(((_union(every, complete), (*first.reasons, reason)),), certain)
        elif key.startswith("obsm/") and isinstance(first.value, Embedding):
            reasons = tuple(r for f in every for r in f.reasons[:2])
            both = stacked([f.value for f in every])
            facts[key] = Fact(((both, (*reasons, reason)),), certain and complete)
    return facts


def _ways(every: list[Fact]) -> list[tuple[Matrix, ...]]:
    """What the matrices may be, part by part, on each path: the likeliest first."""
    options = [[value for value in f.values if isinstance(value, Matrix)] for f in every]
    ways: dict[frozenset[str], tuple[Matrix, ...]] = {}
    for values in islice(product(*options), MOST_WAYS):
        ways.setdefault(frozenset(value.scale for value in values), values)
    return list(ways.values())


def _stacked_matrix(parts: tuple[Matrix, ...], memory: Any) -> Matrix:
    scales = {part.scale for part in parts}
    done = {part.done for part in parts}
    return Matrix(
        scales.pop() if len(scales) == 1 else _mixed(scales),
        memory,
        parts[0].root,
        done=done.pop() if len(done) == 1 else "",
    )


def _mixed(scales: set[str]) -> str:
    """The scale of matrices below each other."""
    if scales & {COUNTS, AS_READ} and scales & {NORMALIZED, LOGNORM, SCALED}:
        return MIXED
    return UNSURE


def stacked(parts: list[Any]) -> Embedding:
    """Embeddings below each other: of one method, and of the models of all of them."""
    first = parts[0]
    if any(part.method != first.method for part in parts):
        return Embedding("unknown")
    # A loop builds its models at one place: they differ by the call that built them.
    models: dict[Any, Any] = {}
    for part in parts:
        built = None if part.made is None else part.made.model.construction
        models.setdefault((part.source, id(built)), part.source)
        models.update(((other, number), other) for number, other in enumerate(part.others))
    source, *others = models.values()
    return Embedding(
        first.method, source, first.size, first.trained_at, made=first.made, others=tuple(others)
    )


def _union(every: list[Fact], complete: bool) -> Column:
    columns = [f.value for f in every if isinstance(f.value, Column)]
    first = columns[0]
    known = all(c.categories is not None for c in columns)
    names = tuple(dict.fromkeys(n for c in columns for n in c.categories or ())) if known else None
    closed = known and all(c.closed for c in columns)
    exact = complete and all(c.exact for c in columns)
    return Column(first.kind, names, closed, first.made_by, exact=exact)


ROWS = (
    reads("anndata.read"),
    reads("anndata.read_h5ad"),
    reads("anndata.read_zarr", parameter="store"),
    reads("anndata.read_csv", "text"),
    reads("anndata.read_text", "text"),
    reads("anndata.read_loom"),
    reads("anndata.read_mtx", "text"),
    reads("anndata.io.read_h5ad"),
    reads("anndata.io.read_zarr", parameter="store"),
    reads("anndata.io.read_csv", "text"),
    reads("anndata.io.read_loom"),
    reads("anndata.io.read_mtx", "text"),
    writes("anndata.io.write_h5ad"),
    writes("anndata.io.write_zarr"),
    Effect("anndata.AnnData", parameters="X obs var uns obsm varm layers raw", makes=_anndata),
    Effect("anndata.concat", parameters="adatas", makes=_concat),
)
