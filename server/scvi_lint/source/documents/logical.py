"""Logical lines: where a statement begins and ends, brackets, strings and continuations minded.

A scan by a few characters, not a tokenizer: it works on text that is not Python (yet), and its
memory does not grow with the text.
"""

from __future__ import annotations

from collections.abc import Callable

from scvi_lint.regex import regex

_NEXT = regex(r"[\"'#()\[\]{}\\\r\n]")
_MARK = regex(r"[\"'#]")
_BREAK = regex(r"\r\n?|\n")
_INDENT = regex(r"[ \t\f]*")
_IN_STRING = {
    "'": regex(r"[\\'\r\n]"),
    '"': regex(r"[\\\"\r\n]"),
    "'''": regex(r"\\|'''"),
    '"""': regex(r'\\|"""'),
}
CLOSERS = {"(": ")", "[": "]", "{": "}"}
OPENED = {")": "(", "]": "[", "}": "{"}


class LogicalLine:
    """One logical line of a text, as offsets.

    `start` is where its first physical line begins, `first` its first character that is no
    indentation, `tail` the end of its last word that is no comment, `end` where its line break
    begins and `stop` where the next line begins. `open` are the brackets that it leaves open, and
    behind them the quotes of a string that goes on to the end of the text.
    """

    __slots__ = ("end", "first", "open", "start", "stop", "tail")

    def __init__(
        self, start: int, first: int, tail: int, end: int, stop: int, left_open: str = ""
    ) -> None:
        self.start = start
        self.first = first
        self.tail = tail
        self.end = end
        self.stop = stop
        self.open = left_open

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but blanks and a comment on it."""
        return self.tail <= self.first


def indent_end(text: str, start: int) -> int:
    """Where the indentation that begins at `start` ends."""
    match = _INDENT.match(text, start)
    return start if match is None else match.end()


def line_end(text: str, start: int) -> tuple[int, int]:
    """Where the physical line's break begins, and where the next line does."""
    match = _BREAK.search(text, start)
    return (len(text), len(text)) if match is None else (match.start(), match.end())


def string_end(text: str, start: int) -> tuple[int, bool]:
    """The end of the string that opens at `start`, and whether it is closed.

    An unclosed string ends with its line; an unclosed triple-quoted one with the text.
    """
    quote = text[start]
    if text.startswith(quote * 3, start):
        quote *= 3
    search = _IN_STRING[quote].search
    place = start + len(quote)
    while True:
        match = search(text, place)
        if match is None:
            return len(text), False
        found = match[0]
        if found == quote:
            return match.end(), True
        if found != "\\":
            return match.start(), False
        place = match.end() + (2 if text.startswith("\r\n", match.end()) else 1)


def logical_line(
    text: str, start: int, ends_before: Callable[[str, int, int], bool] | None = None
) -> LogicalLine:
    """The logical line that begins at `start`.

    `ends_before(text, indent, place)`, if given, is asked at every line break inside brackets
    whether the physical line at `place` is a statement of its own, while this one is indented
    by `indent`: then a bracket was left open. Strings, too, end with their line if nothing
    closes them.
    """
    first = tail = indent_end(text, start)
    place = first
    brackets: list[str] = []
    while True:
        match = _NEXT.search(text, place)
        at = len(text) if match is None else match.start()
        tail = _tail(text, place, at, tail)
        if match is None:
            return LogicalLine(start, first, tail, at, at, "".join(brackets))
        char = match[0]
        place = at + 1
        if char == "#":
            place, _ = line_end(text, at)
            continue
        if char in "\r\n":
            place = at + (2 if text.startswith("\r\n", at) else 1)
            if not brackets or (
                ends_before is not None and ends_before(text, first - start, place)
            ):
                return LogicalLine(start, first, tail, at, place, "".join(brackets))
            continue
        if char in "\"'":
            place, closed = string_end(text, at)
            if not closed and text.startswith(char * 3, at):
                if ends_before is None:
                    left_open = "".join(brackets) + char * 3
                    return LogicalLine(start, first, place, place, place, left_open)
                place, _ = line_end(text, at)
        elif char == "\\":
            place = at + (3 if text.startswith("\r\n", at + 1) else 2)
            if text[at + 1 : at + 2] in ("\r", "\n", ""):
                continue
        elif char in CLOSERS:
            brackets.append(char)
        elif OPENED[char] in brackets:
            while brackets.pop() != OPENED[char]:
                pass
        tail = min(place, len(text))


def _tail(text: str, start: int, end: int, before: int) -> int:
    """The end of the last word in a stretch of plain text."""
    length = len(text[start:end].rstrip())
    return start + length if length else before


def code_end(text: str) -> int:
    """Where the last word of a text ends that is no comment; 0 if there is none.

    The text is what may stand between brackets.
    """
    tail = place = 0
    while True:
        match = _MARK.search(text, place)
        at = len(text) if match is None else match.start()
        tail = _tail(text, place, at, tail)
        if match is None:
            return tail
        if match[0] == "#":
            place, _ = line_end(text, at)
        else:
            tail = place = string_end(text, at)[0]


def open_quote(line: str) -> str:
    """The quote of the string that a part of a line leaves open, "" if it leaves none open."""
    place = 0
    while True:
        match = _MARK.search(line, place)
        if match is None or match[0] == "#":
            return ""
        place, closed = string_end(line, match.start())
        if not closed:
            return match[0]
