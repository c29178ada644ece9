"""Text that the repair adds, and the way back to what the user wrote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Insertions:
    """Pieces of text inserted into another, each before the character at its offset.

    Offsets of the patched text are mapped back: what lies inside an insertion is where the
    insertion is, a place without width.
    """

    __slots__ = ("_after", "_before", "pieces")

    def __init__(self, pieces: Iterable[tuple[int, str]]) -> None:
        merged: dict[int, str] = {}
        for offset, piece in sorted(pieces, key=lambda pair: pair[0]):
            merged[offset] = merged.get(offset, "") + piece
        self.pieces = tuple(merged.items())
        self._before: list[int] = []  # where each insertion begins in the patched text
        self._after: list[int] = []  # and where it ends
        grown = 0
        for offset, piece in self.pieces:
            self._before.append(offset + grown)
            grown += len(piece)
            self._after.append(offset + grown)

    def __bool__(self) -> bool:
        return bool(self.pieces)

    @property
    def first(self) -> int:
        """Where the first insertion stands; before it nothing moves."""
        return self.pieces[0][0] if self.pieces else 0

    def followed_by(self, later: Insertions) -> Insertions:
        """Both in one: `later` was made for the text that these insertions give."""
        mapped = [(self.original(offset), piece) for offset, piece in later.pieces]
        return Insertions([*self.pieces, *mapped])

    def apply(self, text: str) -> str:
        """The patched text."""
        out: list[str] = []
        done = 0
        for offset, piece in self.pieces:
            out += text[done:offset], piece
            done = offset
        out.append(text[done:])
        return "".join(out)

    def original(self, offset: int) -> int:
        """The offset in the user's text of an offset in the patched one."""
        place = bisect_right(self._before, offset) - 1
        if place < 0:
            return offset
        begin = self.pieces[place][0]
        return begin + max(offset - self._after[place], 0)

    def touch(self, start: int, end: int) -> bool:
        """Whether an insertion lies within this stretch of the patched text."""
        place = bisect_left(self._before, start)
        return place < len(self._before) and self._before[place] < end

    def inserted(self, offset: int) -> bool:
        """Whether the character at an offset of the patched text was inserted."""
        place = bisect_right(self._before, offset) - 1
        return place >= 0 and offset < self._after[place]
