"""`parse(cell)`: the one door from text to nodes, with a cache behind it."""

from __future__ import annotations

from _thread import allocate_lock
from collections import OrderedDict
from typing import TYPE_CHECKING

from scvi_lint.source.grammar import ERROR, grow
from scvi_lint.source.lowering import lower
from scvi_lint.source.twin import ascii_twin

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from scvi_lint.source.document import Cell
    from scvi_lint.source.lowering import Comments
    from scvi_lint.source.nodes import Block

# The cache holds this many characters of source; lowered, they take some twenty times as much.
_ROOM = 1_000_000


class Syntax:
    """What a cell says.

    `comments` and `errors` are in order; an error is a place, in the user's own text, where the
    program is not Python. `repaired` says that `body` was read with insertions.
    """

    __slots__ = ("body", "comments", "errors", "repaired")

    def __init__(
        self,
        body: Block,
        comments: Comments = (),
        errors: tuple[tuple[int, int], ...] = (),
        repaired: bool = False,
    ) -> None:
        self.body = body
        self.comments = comments
        self.errors = errors
        self.repaired = repaired


_EMPTY = Syntax(())
_cache: OrderedDict[str, Syntax] = OrderedDict()
_lock = allocate_lock()
_held = 0


def parse(cell: Cell) -> Syntax:
    """The statements of a Python cell; of any other cell, nothing. Never raises."""
    global _held
    if not cell.is_python:
        return _EMPTY
    text = cell.text
    with _lock:
        known = _cache.get(text)
        if known is not None:
            _cache.move_to_end(text)
            return known
    syntax = read(text)
    with _lock:
        if text not in _cache:
            _cache[text] = syntax
            _held += len(text)
            while _held > _ROOM and len(_cache) > 1:
                old, _ = _cache.popitem(last=False)
                _held -= len(old)
    return syntax


def read(text: str) -> Syntax:
    """`parse` without a cache."""
    tree = grow(ascii_twin(text))
    body, comments = lower(tree, text, {})
    return Syntax(body, comments, _errors(tree))


def _errors(tree: Tree) -> tuple[tuple[int, int], ...]:
    """The outermost ERROR nodes and the missing pieces."""
    found: list[tuple[int, int]] = []
    pending: list[Node] = [tree.root_node]
    while pending:
        node = pending.pop()
        if node.kind_id == ERROR or node.is_missing:
            found.append((node.start_byte, node.end_byte))
        elif node.has_error:
            pending.extend(node.children)
    return tuple(sorted(found))
