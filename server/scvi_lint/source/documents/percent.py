"""Percent scripts: Python in one file, cut into cells by comments such as `# %%`.

A comment cuts only where a cell can end: not in a string, not in the body of a function, not
between an `if` and its `else`. In brackets it does cut, for the bracket is being typed.
"""

from __future__ import annotations

import re

from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell
from scvi_lint.source.documents.logical import line_end, logical_line
from scvi_lint.source.documents.magics import cell_language
from scvi_lint.source.documents.masks import mask

_MARK = regex(r"#[ \t]*%%+(?=[ \t\[\r\n]|\Z)[ \t]*([^\r\n]*)")
_ANY_MARK = regex(r"(?:\A|[\r\n])#[ \t]*%%+(?=[ \t\[\r\n]|\Z)")
_KIND = regex(r"[^\[\r\n]*\[(markdown|md|raw)\]")
_LANGUAGE = regex(r"(?:\A|\s)language\s*=\s*[\"'](\w+)[\"']")
_CODE = regex(r"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*")
_INSIDE = regex(r"[ \t\f]+[^\s#]|(?:else|elif|except|finally)\b|[)\]}]")
_BREAK = regex(r"\r\n?|\n")


def is_percent(text: str) -> bool:
    """Whether a script has a cell mark at all."""
    return "%%" in text and _ANY_MARK.search(text) is not None


def percent_cells(text: str) -> list[Cell]:
    """The cells of a percent script; a cell's text begins below its mark."""
    cells: list[Cell] = []
    line = start = 0
    header = ""
    for mark in _marks(text):
        if cells or text[start : mark.start()].strip() or start:
            cells.append(_cell(len(cells), header, text, start, mark.start(), line))
        stop = line_end(text, mark.end())[1]
        line += len(_BREAK.findall(text, start, stop))
        start = stop
        header = mark[1]
    cells.append(_cell(len(cells), header, text, start, len(text), line))
    return cells


def _cell(index: int, header: str, text: str, start: int, end: int, line: int) -> Cell:
    content = text[start:end]
    kind = _KIND.match(header)
    if kind is not None:
        name = "raw" if kind[1] == "raw" else "markdown"
        return Cell(index, name, content, "", line, start)
    other = _LANGUAGE.search(header)
    language = cell_language(content, other[1] if other is not None else "python")
    return Cell(index, "code", content, language, line, start)


def _marks(text: str) -> list[re.Match[str]]:
    """The comments that cut."""
    found: list[re.Match[str]] = []
    masked, _ = mask(text)
    place = 0
    while place < len(text):
        mark = _MARK.match(text, place)
        if mark is not None:
            below = _CODE.match(text, line_end(text, mark.end())[1])
            if below is None or not _INSIDE.match(text, below.end()):
                found.append(mark)
        place = logical_line(masked, place, _is_mark).stop
    return found


def _is_mark(text: str, _indent: int, place: int) -> bool:
    return _MARK.match(text, place) is not None
