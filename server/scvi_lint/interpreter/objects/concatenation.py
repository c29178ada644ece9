"""Objects that are put below or beside each other: `anndata.concat`, `adata.concatenate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import (
    AS_READ,
    COUNTS,
    LOGNORM,
    MIXED,
    NORMALIZED,
    SCALED,
    UNSURE,
    Column,
    Matrix,
    Memory,
)
from scvi_lint.interpreter.domain.facts import Fact, Reason, fact, resting
from scvi_lint.interpreter.domain.heap import GONE, Facts, Tracked
from scvi_lint.interpreter.domain.holders import DictObject, ListObject
from scvi_lint.interpreter.domain.results import Embedding, Source
from scvi_lint.interpreter.domain.values import UNKNOWN, Ref, Value, one
from scvi_lint.interpreter.engine.binding import element, make_call, spread
from scvi_lint.interpreter.events.kinds import Called
from scvi_lint.interpreter.events.models import query_of
from scvi_lint.interpreter.objects import data

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

# Along which axis objects are put together: cells below cells, or genes beside genes.
CELLS, GENES = "obs", "var"
_AXES = {0: CELLS, "obs": CELLS, 1: GENES, "var": GENES}


def concat(run: Run, path: str, given: Given, call: Call) -> Value:
    """`anndata.concat([a, b], label="batch", keys=["x", "y"])`: states of the parts are joined."""
    value = given.value(0, "adatas") or UNKNOWN
    parts, names, complete, known_all = _parts(run, value)
    reason = run.reason(given.node, "concatenated here")
    axis = _axis(given)
    facts = _common_facts(run, parts, reason, known_all and axis is not None, complete, axis)
    label = given.text(-1, "label")
    if label is not None and axis is not None:
        names = _names(run, given, "keys", names or _numbers(parts, complete))
        facts[f"{axis}/{label}"] = fact(_numbering(names, complete), reason)
    rooms = data.FROM_FILE - _left_out(given, axis)
    join = given.value(-1, "join")
    inner = not given.open if join is None else join.is_literal("inner")
    if axis == CELLS and known_all and complete and inner:
        facts |= _common_genes(parts, reason)
    if axis == CELLS and known_all and inner:
        facts |= _lost_columns(parts, facts)
        if all("obs" not in part.open for part in parts):
            rooms -= {"obs"}
    return _made(run, given, call, parts, facts, rooms)


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
    facts = _common_facts(run, parts, reason, complete, complete, CELLS)
    label = given.text(-1, "batch_key") or ("batch" if "batch_key" not in given.keywords else None)
    if label is not None:
        names = _names(run, given, "batch_categories", _numbers(parts, complete))
        facts[slots.OBS(label)] = fact(_numbering(names, complete), reason)
    call = make_call(run, given, "anndata.concat", ())
    return _made(run, given, call, parts, facts, data.FROM_FILE)


def _made(
    run: Run,
    given: Given,
    call: Call,
    parts: list[Tracked],
    facts: Facts,
    rooms: frozenset[str],
) -> Value:
    """The object that the parts become, and that this happened."""
    identity = data.new(run, given.node, facts=facts, open=rooms, why="concatenated here")
    if given.text(-1, "join") == "outer":
        _fill_in(run, identity, parts, run.reason(given.node, "concatenated here"))
    run.emit(Called(run, call, run.view(identity, given.assigned)))
    return one(Ref(identity))


def _axis(given: Given) -> str | None:
    """Along which axis, None where that is not known."""
    value = given.value(-1, "axis")
    if value is None:
        return None if given.open else CELLS
    constant = value.constant
    return None if constant is None else _AXES.get(constant.value)


def _left_out(given: Given, axis: str | None) -> frozenset[str]:
    """The rooms that stay empty: what annotates the other axis is kept only where `merge` says
    how, and `uns` where `uns_merge` does."""
    left: set[str] = set()
    if _lacks(given, "merge") and axis is not None:
        left |= {"var"} if axis == CELLS else {"obs", "obsm"}
    if _lacks(given, "uns_merge"):
        left.add("uns")
    return frozenset(left)


def _lost_columns(parts: list[Tracked], facts: Facts) -> Facts:
    """Columns that were taken out of a part: those of all parts are kept."""
    return {
        key: known
        for part in parts
        for key, known in part.facts.items()
        if key.startswith(f"{GONE}/obs/") and known.certain and key[len(GONE) + 1 :] not in facts
    }


def _common_genes(parts: list[Tracked], reason: Reason) -> Facts:
    """The genes that all parts have, where each part's are made of another one's; and what they
    are from, where that is one thing."""
    known = [genes for part in parts if (genes := part.get(slots.GENES)) and genes.certain]
    made = [one.value for one in known]
    if len(made) != len(parts) or not made:
        return {}
    sources = [
        {told.value: key for key in slots.SOURCES if (told := part.get(key)) and told.certain}
        for part in parts
    ]
    common = [one for one in sources[0] if all(one in source for source in sources)]
    if common:
        root = made[0].root
        made = [one.on(root) if one.root.how == "all" else one for one in made]
    fewest = next(
        (one for one in made if all(one.since(other) is not None for other in made)), None
    )
    if fewest is None:
        return {}
    found: Facts = {slots.GENES: fact(fewest, *known[made.index(fewest)].reasons, reason)}
    if common:
        found[slots.SOURCE] = fact(common[0], reason)
    return found


def _lacks(given: Given, name: str) -> bool:
    """Whether an argument was for certain left out, or given as None."""
    value = given.value(-1, name)
    return not given.open if value is None else value.is_literal(None)


def _numbering(names: list[object] | None, complete: bool) -> Column:
    """The column that tells the parts apart."""
    known = tuple(names) if names else None
    return Column("categorical", known, known is not None and complete, made_by="concat")


def _fill_in(run: Run, identity: int, parts: list[Tracked], reason: Reason) -> None:
    """`join="outer"`: genes that a part lacks are filled in; certain when genes were taken out
    of the parts separately."""
    genes = [part.get(slots.GENES) for part in parts]
    known = [g.value for g in genes if g is not None and g.certain]
    if len(known) == len(parts) > 1 and len(set(known)) == 1:
        return
    chosen = [part.value(slots.GENES_BY) for part in parts]
    if chosen and chosen[0] and chosen[0].isidentifier() and len(set(chosen)) == 1:
        return  # `a[:, genes]` and `b[:, genes]`
    filtered = len({g for g in known if g[0] == "part"})
    run.set_fact(identity, slots.FILLED_IN, fact(True, reason, certain=filtered > 1))


def _names(
    run: Run, given: Given, argument: str, otherwise: list[object] | None
) -> list[object] | None:
    """What the parts are called: the constants in this list argument, None when they are not all
    known; `otherwise` where it is not given."""
    if argument not in given.keywords:
        return otherwise
    items = spread(run, given.keywords[argument][0])
    constants = None if items is None else [item.constant for item in items]
    if not constants or not all(constants):
        return None
    return [c.value for c in constants if c is not None]


def _numbers(parts: list[Tracked], complete: bool) -> list[object] | None:
    return [str(number) for number in range(len(parts))] if complete else None


def _parts(run: Run, value: Value) -> tuple[list[Tracked], list[object] | None, bool, bool]:
    """The objects that are concatenated, their keys if they come in a dictionary, whether these
    are all, and whether every one of them, however many, is as one of these."""
    atom = value.single
    table = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    names: list[object] | None = None
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
    run: Run,
    parts: list[Tracked],
    reason: Reason,
    known: bool,
    complete: bool,
    axis: str | None,
) -> Facts:
    """What holds of all parts: their matrices' scale and, of cells below cells, columns with the
    union of categories. Genes beside genes bring no columns of the cells along."""
    if not parts:
        return {}
    facts: Facts = {}
    for key, first in parts[0].facts.items():
        others = [part.facts.get(key) for part in parts[1:]]
        if any(other is None for other in others):
            continue
        every = [first, *(other for other in others if other is not None)]
        if isinstance(first.value, Matrix):
            memory = ("concat", key, reason.span)
            ways = _ways(every, complete)
            made = dict.fromkeys(_joined_matrix(way, memory, axis) for way in ways)
            reasons = (*first.reasons, reason)
            if made:
                likeliest = next(iter(made))
                sure = known and (complete or likeliest.scale not in (MIXED, UNSURE))
                options = tuple((matrix, reasons) for matrix in made)
                facts[key] = resting(options, *every, certain=sure)
        elif axis == GENES:
            continue
        elif key.startswith("obs/") and isinstance(first.value, Column):
            options = ((_union(every, complete), (*first.reasons, reason)),)
            facts[key] = resting(options, *every, certain=known)
        elif key.startswith("obsm/") and isinstance(first.value, Embedding):
            reasons = tuple(r for f in every for r in f.reasons[:2])
            both = stacked([f.value for f in every])
            options = ((both, (*reasons, reason)),)
            facts[key] = resting(options, *every, certain=known and complete)
    return facts


def _ways(every: list[Fact[Matrix]], complete: bool) -> list[tuple[Matrix, ...]]:
    """What the matrices may be, part by part: for each set of scales that meet on a path, the
    likeliest way to it. No set is left out, however many parts there are; where these are not
    certainly all, each may be missing, or stand for several objects."""
    options = [known.values for known in every]
    likeliest = tuple(values[0] for values in options if values)
    ways: dict[frozenset[str], tuple[Matrix, ...]] = {frozenset(): ()}
    for some in options if complete else [[value] for values in options for value in values]:
        longer = {} if complete else dict(ways)
        for scales, way in ways.items():
            for value in some:
                longer.setdefault(scales | {value.scale}, (*way, value))
        ways = longer
    first = {frozenset(value.scale for value in likeliest): likeliest}
    return [way for way in (first | ways).values() if way]


def _joined_matrix(parts: tuple[Matrix, ...], memory: Memory, axis: str | None) -> Matrix:
    scales = {part.scale for part in parts}
    done = {part.done for part in parts}
    return Matrix(
        scales.pop() if len(scales) == 1 else _mixed(scales) if axis == CELLS else UNSURE,
        memory,
        parts[0].root,
        done=done.pop() if len(done) == 1 else "",
    )


def _mixed(scales: set[str]) -> str:
    """The scale of matrices below each other."""
    if scales & {COUNTS, AS_READ} and scales & {NORMALIZED, LOGNORM, SCALED}:
        return MIXED
    return UNSURE


def stacked(parts: list[Embedding]) -> Embedding:
    """Embeddings below each other: of one method, and of the models of all of them."""
    first = parts[0]
    if any(part.method != first.method for part in parts):
        return Embedding("unknown")
    # A loop builds its models at one place: they differ by the call that built them.
    models: dict[object, Source] = {}
    for part in parts:
        query = query_of(part)
        built = None if query is None else query.model.construction
        models.setdefault((part.source, id(built)), part.source)
        models.update(((other, number), other) for number, other in enumerate(part.others))
    source, *others = models.values()
    return Embedding(
        first.method, source, first.size, first.trained_at, made=first.made, others=tuple(others)
    )


def _union(every: list[Fact[Column]], complete: bool) -> Column:
    columns = [known.value for known in every]
    first = columns[0]
    known = all(c.categories is not None for c in columns)
    names = tuple(dict.fromkeys(n for c in columns for n in c.categories or ())) if known else None
    closed = known and all(c.closed for c in columns)
    exact = complete and all(c.exact for c in columns)
    some = tuple(dict.fromkeys(n for c in columns for n in c.present)) if complete else ()
    return Column(first.kind, names, closed, first.made_by, exact=exact, some=some)
