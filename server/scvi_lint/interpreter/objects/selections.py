"""Selections of cells: two at once, several one behind the other, by the words of a query."""

from __future__ import annotations

from collections.abc import Sequence

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.holders import DictObject, Groups, ListObject
from scvi_lint.interpreter.domain.masks import Mask, Without
from scvi_lint.interpreter.domain.values import UNKNOWN, Atom, Data, Room, Value, literal, one
from scvi_lint.interpreter.engine.binding import make_call, spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Called
from scvi_lint.regex import regex
from scvi_lint.source.parser import nodes

# Selections that are joined by `&`, values that are joined by `|`: of more, less is known.
_MOST_MASKS = 16
_MOST_KEPT = 400
_MOST_GROUPS = 64

# One part of a query: `kind == "B"`, `kind not in ["B", "T"]`.
_TEXT = r"'[^']*'|\"[^\"]*\""
_PART = regex(rf"\s*\(?\s*`?([A-Za-z_]\w*)`?\s*(==|!=|not in|in)\s*({_TEXT}|\[[^\]]*\])\s*\)?\s*")
_NEGATED = regex(r"\s*(?:not\s*|~\s*)\((.*)\)\s*")
_AND = regex(r"\s+and\s+|\s*&\s*")
_WORD = regex(_TEXT)


def combined(op: str, left: Atom | None, right: Atom | None) -> Value:
    """Two selections at once. One that is not understood takes out more, never less."""
    masks = [mask for mask in (left, right) if isinstance(mask, Mask)]
    if op == "&" and masks:
        first = masks[0]
        every = (*first.also, *(one for mask in masks[1:] for one in (mask.alone, *mask.also)))
        also = tuple(one for one in dict.fromkeys(every) if one != first.alone)
        whole = len(masks) == 2 and all(mask.whole for mask in masks) and len(also) <= _MOST_MASKS
        told = (first.ref, first.column, first.kept, first.negated, also[:_MOST_MASKS])
        return one(Mask(*told, whole))
    if op == "|" and len(masks) == 2:
        a, b = masks
        same = (a.ref, a.column, a.negated) == (b.ref, b.column, b.negated) and not a.negated
        if same and a.kept is not None and b.kept is not None and not a.also and not b.also:
            kept = tuple(dict.fromkeys((*a.kept, *b.kept)))
            return one(Mask(a.ref, a.column, kept if len(kept) <= _MOST_KEPT else None))
        if a.column != b.column and all(m.whole and not m.also for m in masks):
            # Who passes one of them: all but those who pass neither.
            return one(Without(tuple(Mask(m.ref, m.column, m.kept, not m.negated) for m in masks)))
    return UNKNOWN


def either(values: Sequence[Value]) -> Value:
    """`np.r_[b_cells, t_cells]`: the cells of the one and of the other."""
    if not values:
        return UNKNOWN
    made = values[0]
    for value in values[1:]:
        made = combined("|", made.single, value.single)
    return made if isinstance(made.single, Mask) else UNKNOWN


def of_query(ref: int, text: str) -> Value:
    """`obs.query("kind == 'B' and lane != 'a'")`; UNKNOWN where other words are in it."""
    negated = _NEGATED.fullmatch(text)
    inner = negated[1] if negated else text
    found = [_PART.fullmatch(part) for part in _AND.split(inner)]
    masks: list[Mask] = []
    for part in found:
        words = None if part is None else _WORD.findall(part[3])
        if part is None or not words:
            return UNKNOWN
        kept = tuple(word[1:-1] for word in words)
        masks.append(Mask(ref, part[1], kept, part[2] in ("!=", "not in")))
    if negated is not None:
        if len(masks) == 1:
            only = masks[0]
            return one(Mask(ref, only.column, only.kept, not only.negated))
        return one(Without(tuple(masks)))
    made = one(masks[0])
    for mask in masks[1:]:
        made = combined("&", made.single, mask)
    return made


def grouped(run: Run, room: Room, given: Given) -> Value:
    """`adata.obs.groupby("kind")`: the name and the cells of each group."""
    _counted(run, room, given)
    thing, name = run.heap.tracked(room.ref), given.text(0, "by")
    known = None if thing is None or name is None else thing.get(slots.OBS(name))
    column = None if known is None or not known.certain else known.value
    if name is None or not isinstance(column, Column) or not column.closed:
        return UNKNOWN
    names = column.categories or ()
    if not 0 < len(names) <= _MOST_GROUPS:
        return UNKNOWN
    cells = {each: one(Mask(room.ref, name, (each,))) for each in names}
    pairs = tuple(
        run.allocate(
            given.node, ListObject((literal(each), chosen), None, "tuple"), f"group {number}"
        )
        for number, (each, chosen) in enumerate(cells.items())
    )
    return run.allocate(given.node, Groups(pairs, cells), "groups")


def _counted(run: Run, room: Room, given: Given) -> None:
    """`adata.obs.groupby(["kind", "stim"])`: cells of two columns are counted, as by a cross
    table."""
    thing = run.heap.tracked(room.ref)
    names = [value.text for value in spread(run, given.value(0, "by") or UNKNOWN) or ()]
    if thing is None or len(names) != 2:
        return
    asked = Given(given.node)
    for name, (_, node) in zip(
        names, (given.positional or [*given.keywords.values()]) * 2, strict=False
    ):
        known = None if name is None else thing.get(slots.OBS(name))
        if known is None or name is None:
            return
        column = Data(known.value, known.certain, room.ref, "obs", name)
        asked.positional.append((one(column), node))
    call = make_call(run, asked, "pandas.crosstab", ("index", "columns"))
    run.emit(Called(run, call, None))


def of_groups(run: Run, groups: Groups, name: str, node: nodes.Node) -> Value:
    """`.indices`, `.groups`: the cells of each group by its name."""
    if name not in ("indices", "groups"):
        return UNKNOWN
    cells = dict(groups.cells)
    if name == "groups":  # places in `indices`, names here
        masks = {each: value.single for each, value in cells.items()}
        named = {each: one(m.named) for each, m in masks.items() if isinstance(m, Mask)}
        cells = {**cells, **named}
    return run.allocate(node, DictObject(cells), name)
