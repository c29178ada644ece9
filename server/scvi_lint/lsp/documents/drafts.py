"""A text to which many changes are made at once.

To find the lines of the whole text anew after each change is fine for one change, and takes
minutes for thousands. Here a change costs as much as the lines that it touches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.documents.lines import Lines

if TYPE_CHECKING:
    from lsprotocol import types


class Draft:
    """The lines of a text, each with its break. Positions are an editor's, in its encoding."""

    def __init__(self, text: str, encoding: str) -> None:
        self._encoding = encoding
        self._lines = _split(text)

    @property
    def text(self) -> str:
        return "".join(self._lines)

    def replace(self, start: types.Position, end: types.Position, new: str) -> None:
        """Put a text in the place of what is between two positions, whichever comes first."""
        first, last = self._place(start), self._place(end)
        if last < first:
            first, last = last, first
        low, high = first[0], last[0] + 1
        before, after = self._lines[low][: first[1]], self._lines[high - 1][last[1] :]
        if low and not before:
            low -= 1  # its break and the new text may be one break: `\r` and `\n`
            before = self._lines[low]
        if high < len(self._lines):
            after += self._lines[high]
            high += 1
        new_lines = _split(before + new + after)
        if high < len(self._lines):
            new_lines.pop()  # the text goes on, so the last of these is an empty one
        self._lines[low:high] = new_lines

    def _place(self, position: types.Position) -> tuple[int, int]:
        """Line and column in characters; what lies outside is moved to its nearest edge."""
        line = position.line
        if line < 0:
            return 0, 0
        if line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        here = Lines(self._lines[line])
        return line, here.from_units(0, position.character, self._encoding)


def _split(text: str) -> list[str]:
    """Lines with their breaks; the last has none."""
    lines = Lines(text)
    starts = [lines.offset(number, 0) for number in range(len(lines))]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
