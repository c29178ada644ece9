"""`parse(cell)`: the one door from text to nodes, with a cache behind it.

What is needed only for text that is not Python is imported when such a text comes.
"""

from __future__ import annotations

from _thread import allocate_lock
from collections import OrderedDict
from typing import TYPE_CHECKING

from scvi_lint.source.parser.beginnings import keep
from scvi_lint.source.parser.grammar import SHORT, GivenUp, grow
from scvi_lint.source.parser.lowering import lower
from scvi_lint.source.parser.twin import ascii_twin

if TYPE_CHECKING:
    from scvi_lint.source.documents.document import Cell
    from scvi_lint.source.documents.masks import Mask
    from scvi_lint.source.parser.lowering import Comments
    from scvi_lint.source.parser.nodes import Block

# The cache holds this many characters of source; lowered, they take some twenty times as much.
_ROOM = 1_000_000


class Syntax:
    """What a cell says.

    `comments` and `errors` are in order; an error is a place, in the user's own text, where the
    program is not Python. `repaired` says that `body` was read with insertions. `unread` is about
    where the parser was when it was told to give up; then there is nothing else.
    """

    __slots__ = ("body", "comments", "errors", "repaired", "unread")

    def __init__(
        self,
        body: Block,
        comments: Comments = (),
        errors: tuple[tuple[int, int], ...] = (),
        repaired: bool = False,
        unread: int | None = None,
    ) -> None:
        self.body = body
        self.comments = comments
        self.errors = errors
        self.repaired = repaired
        self.unread = unread


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


def unread(cell: Cell) -> int | None:
    """About where the parser was when it was told to give up on a cell; None if it was not."""
    return parse(cell).unread if len(cell.text) > SHORT else None


def read(text: str) -> Syntax:
    """`parse` without a cache."""
    try:
        return _read(text)
    except GivenUp as error:
        return Syntax((), unread=error.place)


def _read(text: str) -> Syntax:
    tree = grow(ascii_twin(text))
    masked = text
    masks: dict[int, Mask] = {}
    if tree.root_node.has_error:
        from scvi_lint.source.documents.masks import mask

        masked, masks = mask(text)
        if masks:
            tree = grow(ascii_twin(masked))
    if not tree.root_node.has_error:
        lowered = lower(tree, text, masked, masks)
        if not lowered.dangling:
            if not masks:
                keep(text, lowered.statements, lowered.comments)
            return Syntax(lowered.body, lowered.comments)
        dangling = lowered.dangling
    else:
        dangling = []
    from scvi_lint.source.recovery.broken import errors, read_broken

    try:
        repaired = read_broken(text, masked, tree, dangling)
    except GivenUp:
        repaired = None
    if repaired is not None:
        return Syntax(*repaired, repaired=True)
    lowered = lower(tree, text, masked, masks)
    return Syntax(lowered.body, lowered.comments, errors(tree))
