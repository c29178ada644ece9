"""Offsets, lines and columns, and the units in which editors count columns.

Lines end at `\\n`, `\\r\\n` and `\\r` and nowhere else: `str.splitlines` also ends them at form
feeds and U+2028, and an edit that follows it lands on the wrong line. Nothing here raises:
what lies outside the text is moved to its nearest edge.
"""

from __future__ import annotations

from bisect import bisect_right

from scvi_lint.regex import regex

_BREAK = regex(r"\r\n|\r|\n")

ENCODINGS = ("utf-8", "utf-16", "utf-32")


class Lines:
    """The lines of a text. Lines and columns count from 0, columns in characters."""

    __slots__ = ("_ascii", "_ends", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        self._ends: list[int] = []  # where each line's break begins
        for match in _BREAK.finditer(text):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(text))
        self._ascii = text.isascii()

    def __len__(self) -> int:
        return len(self._starts)

    def line(self, line: int) -> str:
        """A line without its break, "" where there is none."""
        if not 0 <= line < len(self._starts):
            return ""
        return self.text[self._starts[line] : self._ends[line]]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset; inside a `\\r\\n`, the end of its line."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset) - 1
        return line, min(offset, self._ends[line]) - self._starts[line]

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and a column; beyond the end of a line, that end."""
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self.text)
        return min(self._starts[line] + max(column, 0), self._ends[line])

    def to_units(self, line: int, column: int, encoding: str) -> int:
        """A column counted in units of "utf-8", "utf-16" or "utf-32" instead of characters."""
        if self._ascii or encoding == "utf-32":
            return min(max(column, 0), self._length(line))
        before = self._before(line, column)
        if before.isascii():
            return len(before)
        if encoding == "utf-16":
            return len(before) + sum(char > "\uffff" for char in before)
        return len(before.encode("utf-8", "surrogatepass"))

    def from_units(self, line: int, units: int, encoding: str) -> int:
        """A column in characters; inside a character, where it begins."""
        units = max(units, 0)
        if self._ascii or encoding == "utf-32":
            return min(units, self._length(line))
        content = self.line(line)
        if content.isascii():
            return min(units, len(content))
        column = 0
        for char in content:
            units -= _width(char, encoding)
            if units < 0:
                break
            column += 1
        return column

    def _length(self, line: int) -> int:
        """How long a line is, without taking it out of the text."""
        return self._ends[line] - self._starts[line] if 0 <= line < len(self._starts) else 0

    def _before(self, line: int, column: int) -> str:
        return self.line(line)[: max(column, 0)]


def _width(char: str, encoding: str) -> int:
    if encoding == "utf-16":
        return 2 if char > "\uffff" else 1
    code = ord(char)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
