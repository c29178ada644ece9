"""Quarto, R Markdown and MyST: prose with chunks of code between fences.

Only chunks are cells. In `.qmd` and `.Rmd` a chunk names its language in braces; in `.md` a
fence of `python`, and MyST's `{code-cell}`, count as well. A chunk that is not evaluated is no
part of the program: its kind is "raw".
"""

from __future__ import annotations

import re

from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell
from scvi_lint.source.documents.logical import line_end
from scvi_lint.source.documents.magics import cell_language

_FENCE = regex(r"[ \t]*(`{3,}|~{3,})[ \t]*([^\r\n`]*)")
_CHUNK = regex(r"\{[ \t]*([A-Za-z][\w+-]*)[ \t]*([^{}]*)\}")
_CODE_CELL = regex(r"\{code(?:-cell)?\}[ \t]*([\w+-]*)")
_PLAIN = regex(r"(?:\{?[ \t]*\.?)(python3?|py|ipython3?)\b")
_PYTHON = regex(r"(?:i?python\d*|py)", re.I)
_NOT_RUN = regex(r"\beval[ \t]*[=:][ \t]*(?:false|F\b)", re.I)
_ENGINE = regex(r"(?<![\w.])engine[ \t]*[=:][ \t]*[\"']?([\w+-]+)")
_OPTION = regex(r"[ \t]*#\|[ \t]*([^\r\n]*)")
_MYST_OPTION = regex(r"[ \t]*:[\w-]+:|[ \t]*$")


def chunk_cells(text: str, suffix: str) -> list[Cell]:
    """The chunks of a file, each with the line and the offset where its text begins."""
    cells: list[Cell] = []
    place = line = 0
    opened: tuple[str, str, int, int] | None = None  # fence, information, offset, line
    while place < len(text):
        end, stop = line_end(text, place)
        fence = _FENCE.match(text, place, end)
        if fence is not None:
            if opened is None:
                opened = (fence[1], fence[2].strip(), stop, line + (stop > end))
            elif fence[1].startswith(opened[0]) and not fence[2].strip():
                _add(cells, text, suffix, opened, place)
                opened = None
        place = stop
        line += 1
    if opened is not None:
        _add(cells, text, suffix, opened, len(text))
    return cells


def _add(
    cells: list[Cell], text: str, suffix: str, opened: tuple[str, str, int, int], end: int
) -> None:
    _, information, start, line = opened
    language, options = _language(information, suffix)
    if not language:
        return
    if _CODE_CELL.match(information):
        start, line = _skip_options(text, start, end, line)
    content = text[start:end]
    said = [options, *_options(content)]
    runs = not any(map(_NOT_RUN.search, said))
    engine = next(filter(None, map(_ENGINE.search, said)), None)
    if engine is not None:
        language = "python" if _PYTHON.fullmatch(engine[1]) else engine[1]
    cells.append(
        Cell(
            len(cells),
            "code" if runs else "raw",
            content,
            cell_language(content, language),
            line,
            start,
        )
    )


def _language(information: str, suffix: str) -> tuple[str, str]:
    """The language of a chunk and its options; "" for a fence that is only shown."""
    if suffix in (".md", ".markdown"):
        cell = _CODE_CELL.match(information)
        if cell is not None:
            return ("python" if _PYTHON.fullmatch(cell[1] or "python") else cell[1]), ""
        if _PLAIN.match(information):
            return "python", information
    chunk = _CHUNK.match(information)
    if chunk is None:
        return "", ""
    return ("python" if _PYTHON.fullmatch(chunk[1]) else chunk[1]), chunk[2]


def _options(content: str) -> list[str]:
    """What the `#|` comments at the top of a chunk say."""
    found: list[str] = []
    place = 0
    while (option := _OPTION.match(content, place)) is not None:
        found.append(option[1])
        place = line_end(content, option.end())[1]
    return found


def _skip_options(text: str, start: int, end: int, line: int) -> tuple[int, int]:
    """Past the options of a MyST directive: `:key: value` lines, or YAML between `---`."""
    fenced = text.startswith("---", start)
    first = True
    while start < end:
        stop, after = line_end(text, start)
        here = text[start:stop]
        if fenced and not first and here.strip() == "---":
            return after, line + 1
        if not fenced and not _MYST_OPTION.match(here):
            break
        first = False
        start, line = after, line + 1
    return start, line
