"""Which statement the cursor is in: the one question about syntax that the editor front asks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from scvi_lint.json_values import is_row
from scvi_lint.source.documents.document import Cell
from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEEPEST = 40
_MANY = 16  # so many nodes in a row are looked at one by one


def children(node: nodes.Node) -> Iterator[nodes.Node]:
    """The nodes directly below a node."""
    for slot in _slots(type(node)):
        yield from _nodes_in(getattr(node, slot, None))


@cache
def _slots(cls: type[nodes.Node]) -> tuple[str, ...]:
    every = [slot for one in cls.__mro__ for slot in getattr(one, "__slots__", ())]
    return tuple(slot for slot in every if slot not in ("start", "end"))


def _nodes_in(value: object) -> Iterator[nodes.Node]:
    if isinstance(value, nodes.Node):
        yield value
    elif is_row(value):
        for item in value:
            yield from _nodes_in(item)


def walk(cell: Cell) -> Iterator[nodes.Node]:
    """Every node of a cell."""
    pending: list[nodes.Node] = list(parse(cell).body)
    while pending:
        node = pending.pop()
        yield node
        pending.extend(children(node))


def enclosing(cell: Cell, offset: int) -> list[nodes.Node]:
    """The nodes around an offset, outermost first; a place right behind a node is still in it."""
    found: list[nodes.Node] = []
    level: Iterable[nodes.Node] = _nodes_in(_near(parse(cell).body, offset))
    while len(found) < _DEEPEST:
        best: nodes.Node | None = None
        for node in level:
            # Of two that touch at the offset the later one is meant.
            if _start(node) <= offset <= node.end and (best is None or node.start >= best.start):
                best = node
        if best is None:
            return found
        found.append(best)
        level = _children_near(best, offset)
    return found


def _children_near(node: nodes.Node, offset: int) -> Iterator[nodes.Node]:
    """The nodes directly below a node, of many only those around an offset."""
    for slot in _slots(type(node)):
        value: object = getattr(node, slot, None)
        yield from _nodes_in(_near(value, offset) if is_row(value) else value)


def _near(items: Sequence[object], offset: int) -> Sequence[object]:
    """Of nodes, or pairs of nodes, that stand one behind the other, the few that can hold an
    offset."""
    if len(items) <= _MANY or _start(items[0]) < 0:
        return items
    last = bisect_right(items, offset, key=_start)
    return items[max(last - _MANY, 0) : last]


def _start(item: object) -> int:
    """Where a node begins, with its decorators, or the first of several; -1 for what is no node."""
    if is_row(item):
        return next((_start(part) for part in item if part is not None), -1)
    decorators = getattr(item, "decorators", ())
    if decorators:
        return decorators[0].start
    return item.start if isinstance(item, nodes.Node) else -1


def innermost_call(cell: Cell, start: int, end: int) -> nodes.Call | None:
    """The smallest call that holds all of this."""
    for node in reversed(enclosing(cell, start)):
        if isinstance(node, nodes.Call) and node.start <= start and end <= node.end:
            return node
    return None


def statement_bounds(cell: Cell, start: int, end: int) -> tuple[int, int]:
    """The extent of the innermost statements that the region touches; at least its lines."""
    low, high = _line_bounds(cell.text, start, end)
    for node in reversed(enclosing(cell, start)):
        if isinstance(node, nodes.Stmt):
            if not _has_block(node):
                low, high = min(low, node.start), max(high, node.end)
            break
    return low, high


def _has_block(node: nodes.Node) -> bool:
    return hasattr(node, "body") or hasattr(node, "cases")


def _line_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    start = min(max(start, 0), len(text))
    if end > start and text[end - 1 : end] in ("\n", "\r"):
        end -= 1  # whole lines: the next one is not touched
    low = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0]
    return low, min(ends, default=len(text))
