"""What a long text has in common with one that was read before.

Who types in a long script leaves most of it as it was: the statements in front of the cursor stand
where they stood, and are the same nodes again. That is sound because nobody changes a node, but
for settling, which changes only what lies behind an insertion.

Only texts that are Python are kept; while the next one is broken, the last whole one is still
what its beginning is compared with.
"""

from __future__ import annotations

from _thread import allocate_lock
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scvi_lint.source.parser.nodes import Stmt

# Shorter texts are read anew as fast; nobody types in more than a few files at a time.
_LEAST = 4_000
_MOST_KEPT = 4

# The comments of a text, in order: start, end and words of each.
Comments = tuple[tuple[int, int, str], ...]
# The top-level statements of a text: by the start of the tree's node, its end and what it says.
Statements = dict[int, "tuple[int, Stmt]"]


class Beginning:
    """The statements of an earlier text that end before `end`, up to which both are the same."""

    __slots__ = ("_comments", "_statements", "end")

    def __init__(self, end: int, statements: Statements, comments: Comments) -> None:
        self.end = end
        self._statements = statements
        self._comments = comments

    def statement(self, start: int, end: int) -> Stmt | None:
        """What stands exactly there. Only for places before `end`."""
        known = self._statements.get(start)
        return known[1] if known is not None and known[0] == end else None

    def comments(self, start: int, end: int) -> Comments:
        """The comments between two places."""
        first = bisect_left(self._comments, (start,))
        return self._comments[first : bisect_left(self._comments, (end,))]


class _Kept:
    """The texts that were read last, the newest last."""

    __slots__ = ("lock", "texts")

    def __init__(self) -> None:
        self.texts: list[tuple[str, Statements, Comments]] = []
        self.lock = allocate_lock()


_kept = _Kept()


def keep(text: str, statements: Statements, comments: Comments) -> None:
    """Remember a whole text for the next one that begins like it."""
    if len(text) < _LEAST:
        return
    with _kept.lock:
        # The same file a key later takes the place of its older state.
        others = [one for one in _kept.texts if _common(one[0], text) < len(one[0]) // 2]
        _kept.texts = [*others[-_MOST_KEPT + 1 :], (text, statements, comments)]


def beginning(text: str, most: int | None = None) -> Beginning | None:
    """What is known of the beginning of a text, up to `most`; None if nothing worth the while."""
    if len(text) < _LEAST:
        return None
    best: Beginning | None = None
    with _kept.lock:
        texts = list(_kept.texts)
    for known, statements, comments in texts:
        end = _common(known, text)
        end = end if most is None else min(end, most)
        if end > (0 if best is None else best.end):
            best = Beginning(end, statements, comments)
    return best


def forget() -> None:
    """As if nothing had been read."""
    with _kept.lock:
        _kept.texts = []


def _common(one: str, other: str) -> int:
    """How many characters at the beginning of two texts are the same."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
