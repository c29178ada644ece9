"""`parse(cell)`: the one door from text to nodes, with a cache behind it."""

from __future__ import annotations

from _thread import allocate_lock
from collections import OrderedDict
from typing import TYPE_CHECKING

from scvi_lint.source.grammar import ERROR, grow
from scvi_lint.source.lowering import lower
from scvi_lint.source.masks import mask
from scvi_lint.source.repair import close_quotes, repair
from scvi_lint.source.settling import settle, settle_comments
from scvi_lint.source.twin import ascii_twin

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from scvi_lint.source.document import Cell
    from scvi_lint.source.lowering import Comments
    from scvi_lint.source.masks import Mask
    from scvi_lint.source.nodes import Block

# The cache holds this many characters of source; lowered, they take some twenty times as much.
_ROOM = 1_000_000
# Nobody types in a text longer than this.
_MOST_REPAIRED = 500_000


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


class _Cache:
    """The syntax of the texts that were asked for last."""

    __slots__ = ("held", "known", "lock")

    def __init__(self) -> None:
        self.known: OrderedDict[str, Syntax] = OrderedDict()
        self.lock = allocate_lock()
        self.held = 0

    def get(self, text: str) -> Syntax | None:
        with self.lock:
            found = self.known.get(text)
            if found is not None:
                self.known.move_to_end(text)
            return found

    def put(self, text: str, syntax: Syntax) -> None:
        with self.lock:
            if text not in self.known:
                self.known[text] = syntax
                self.held += len(text)
            while self.held > _ROOM and len(self.known) > 1:
                self.held -= len(self.known.popitem(last=False)[0])


_cache = _Cache()


def parse(cell: Cell) -> Syntax:
    """The statements of a Python cell; of any other cell, nothing. Never raises."""
    if not cell.is_python:
        return _EMPTY
    known = _cache.get(cell.text)
    if known is None:
        known = read(cell.text)
        _cache.put(cell.text, known)
    return known


def read(text: str) -> Syntax:
    """`parse` without a cache."""
    masked = text
    masks: dict[int, Mask] = {}
    tree = grow(ascii_twin(text))
    if tree.root_node.has_error:
        masked, masks = mask(text)
        if masks:
            tree = grow(ascii_twin(masked))
    dangling: list[int] = []
    if not tree.root_node.has_error:
        lowered = lower(tree, text, masks)
        dangling = lowered.dangling
        if not dangling:
            return Syntax(lowered.body, lowered.comments)
    if len(text) <= _MOST_REPAIRED:
        repaired = _read_broken(text, masked, tree, dangling)
        if repaired is not None:
            return repaired
    lowered = lower(tree, text, masks)
    return Syntax(lowered.body, lowered.comments, tuple(_errors(tree)))


def _read_broken(text: str, masked: str, tree: Tree, dangling: list[int]) -> Syntax | None:
    """The same for a text that is not Python, or not yet; None if that is of no use."""
    twin = ascii_twin(masked)
    quotes = close_quotes(twin)
    if quotes:
        twin = quotes.apply(twin)
        insertions = quotes.followed_by(repair(twin, grow(twin), []))
    else:
        insertions = repair(twin, tree, sorted(dangling))
    if not insertions:
        return None
    patched = insertions.apply(text)
    masked, masks = mask(patched)  # with its bracket closed, a magic may show itself
    grown = grow(ascii_twin(masked))
    if not dangling and _extent(grown) > _extent(tree):
        return None
    original = insertions.original
    errors = {(offset, offset) for offset, _ in insertions.pieces}
    errors.update((original(start), original(end)) for start, end in _errors(grown))
    lowered = lower(grown, patched, masks)
    return Syntax(
        settle(lowered.body, insertions),
        settle_comments(lowered.comments, insertions),
        tuple(sorted(errors)),
        repaired=True,
    )


def _errors(tree: Tree) -> list[tuple[int, int]]:
    """The outermost ERROR nodes and the missing pieces."""
    found: list[tuple[int, int]] = []
    pending: list[Node] = [tree.root_node]
    while pending:
        node = pending.pop()
        if node.kind_id == ERROR or node.is_missing:
            found.append((node.start_byte, node.end_byte))
        elif node.has_error:
            pending.extend(node.children)
    return sorted(found)


def _extent(tree: Tree) -> int:
    """How much of a text its errors cover."""
    return sum(end - start + 1 for start, end in _errors(tree))
