"""A script in pieces, for who types in it: places in one do not move when another one changes.

A piece is some statements of the top level, and ends where it ended before, if it still can; the
one that is edited ends behind the edit. Nobody sees pieces: the program is one, in one file.
"""

from __future__ import annotations

from collections.abc import Sequence

from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell
from scvi_lint.source.documents.logical import line_end, logical_line

# A piece has at least so many lines; a program has some hundred pieces at most.
LEAST_LINES = 12
MOST_PIECES = 128
# At the margin, and yet not the beginning of a statement.
_GOES_ON = regex(r"[\s#)\]}\\]|(?:else|elif|except|finally)\b")
# What stands in no brackets: there one was left open, it is being typed.
_STATEMENT = regex(
    r"(?:import|def|class|async|while|with|try|return|raise|del|assert)\b"
    r"|from[ \t]+\S+[ \t]+import\b"
    r"|[^\W\d][\w.]*(?:\[[^\]\r\n]*\])?[ \t]+=[ \t][^\r\n]*[^\s,][ \t]*(?:[\r\n]|\Z)"
)
_BREAK = regex(r"\r\n?|\n")


def in_pieces(text: str, before: Sequence[Cell] = (), least: int | None = None) -> tuple[Cell, ...]:
    """The cells of a script. `before` are those of an earlier state of it: what has not changed
    since is not looked at again, and comes out the same. `least` are the lines of a piece."""
    old = "".join(cell.text for cell in before)
    if _quotes(old) != _quotes(text) or len(before) > 2 * MOST_PIECES:
        before = ()
    least = least or _least(text)
    same = _first_changed(text, before)
    kept = max(same - 1, 0)  # what follows on a piece decides whether it ends there
    cells = list(before[:kept])
    at, line = (before[kept].offset, before[kept].line) if before else (0, 0)
    ahead = _still_there(text, before[kept:], len(text) - len(old))
    stops = {*ahead}
    if same < len(before):
        stops |= {
            before[same].offset,
            *_behind_edit(text, old, before[same].offset, min(ahead, default=len(text))),
        }
    while at < len(text) or not cells:
        known = ahead.get(at)
        end = _end(text, at, least, stops) if known is None else at + len(known)
        piece = text[at:end] if known is None else known
        cells.append(Cell(len(cells), "code", piece, line=line, offset=at))
        at, line = end, line + _breaks(piece)
    return tuple(cells)


def _least(text: str) -> int:
    lines, least = _breaks(text), LEAST_LINES
    while lines > least * MOST_PIECES:
        least *= 2
    return least


def _quotes(text: str) -> tuple[int, int]:
    """How many strings may begin or end that are longer than a line: one more, and all behind
    it is another text."""
    return text.count('"""'), text.count("'''")


def _breaks(text: str) -> int:
    return len(_BREAK.findall(text)) if "\r" in text else text.count("\n")


def _first_changed(text: str, before: Sequence[Cell]) -> int:
    for number, cell in enumerate(before):
        if not text.startswith(cell.text, cell.offset):
            return number
    return len(before)


def _still_there(text: str, before: Sequence[Cell], moved: int) -> dict[int, str]:
    """The earlier pieces with which the text still ends, by where they begin now."""
    found: dict[int, str] = {}
    for cell in reversed(before):
        if not text.startswith(cell.text, max(cell.offset + moved, 0)):
            break
        found[cell.offset + moved] = cell.text
    return found


def _behind_edit(text: str, old: str, start: int, end: int) -> list[int]:
    """Where what is edited between `start` and `end` is over: the first line behind it that was
    there before and stands at the margin, if there is one."""
    now = text[start:end].splitlines(keepends=True)
    then = old[start : end + len(old) - len(text)].splitlines(keepends=True)
    found: list[int] = []
    for one, other in zip(reversed(now), reversed(then), strict=False):
        if one != other:
            break
        end -= len(one)
        if not _GOES_ON.match(one):
            found.append(end)
    return found[-1:]


def _end(text: str, start: int, least: int, stops: set[int]) -> int:
    """Where the piece that begins at `start` ends: at the next stop, if that is not far."""
    lines, place, decorated, enough = 0, start, False, len(text)

    def is_statement(text: str, _indent: int, place: int) -> bool:
        """Whether a line in brackets is none of theirs: it began a piece before, or shows it."""
        return place in stops or _is_statement(text, place)

    while place < len(text) and (lines < 2 * least or enough == len(text)):
        if place > start and not decorated and not _GOES_ON.match(text, place):
            if place in stops:
                return place
            if lines >= least:
                enough = min(enough, place)
        line = logical_line(text, place)
        if line.open:  # nothing ever closes it
            line = logical_line(text, place, is_statement)
        lines += max(_breaks(text[place : line.stop]), 1)
        if not line.is_blank:
            decorated = text.startswith("@", line.first)
        if line.stop <= place:
            break
        place = line.stop
    return enough if lines >= 2 * least else len(text)


def _is_statement(text: str, place: int) -> bool:
    found = _STATEMENT.match(text, place)
    if found is None:
        return False
    line = text[place : line_end(text, place)[0]]
    return sum(map(line.count, ")]}")) <= sum(map(line.count, "([{"))
