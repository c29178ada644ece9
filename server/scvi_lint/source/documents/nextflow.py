"""Nextflow: processes whose script is Python, and templates that a process fills in.

A script is a string that begins with `#!` and names Python. What Nextflow fills in – `${sample}`,
`$sample`, in a `shell` block `!{sample}` – is not known: a name of the same length stands in its
place, or in that of the string around it. All else stays as it is written, where it is written.
"""

from __future__ import annotations

import re

from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell

_SCRIPT = regex(r"(?s)(\"\"\"|''')(\s*?)([ \t]*#![^\n]*\bpython[\d.]*[ \t]*\r?\n.*?)(?<!\\)\1")
_TEXT = (
    r"#[^\n]*|[rRbBfFuU]{0,2}(?:'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\""
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
)
_DOLLAR = r"(?<!\\)\$(?:\{[^{}\n]*\}|[A-Za-z_][\w.]*)"
_MARK = r"!\{[^{}\n]*\}"
# What stands in a script, and what is filled in, by the quotes around it.
_FILLED = {'"""': regex(_DOLLAR), "'''": regex(_MARK)}
_PIECES = {
    '"""': regex(f"{_TEXT}|{_DOLLAR}"),
    "'''": regex(f"{_TEXT}|{_MARK}"),
}
_NOT_BREAK = regex(r"[^\r\n]")


def process_cells(text: str) -> list[Cell]:
    """The scripts in Python that a pipeline holds, each with the place where it begins."""
    cells: list[Cell] = []
    for found in _SCRIPT.finditer(text):
        start = found.start(3)
        line = text.count("\n", 0, start)
        cells.append(_cell(len(cells), found[3], found[1], line, start))
    return cells


def template(text: str) -> Cell:
    """A template as a whole."""
    return _cell(0, text, '"""', 0, 0)


def _cell(index: int, text: str, quotes: str, line: int, offset: int) -> Cell:
    known = filled(text, quotes)
    return Cell(index, "code", known, "python", line, offset, written=text)


def is_template(path: str, text: str) -> bool:
    """Whether a program is a template that a process fills in."""
    folders = path.replace("\\", "/").split("/")[:-1]
    return "templates" in folders and text.startswith("#!") and filled(text, '"""') != text


def filled(text: str, quotes: str) -> str:
    """A script with names in the place of what is not known, at equal length."""

    def told(found: re.Match[str]) -> str:
        piece = found[0]
        if piece.startswith("#") or not _FILLED[quotes].search(piece):
            return piece
        return _NOT_BREAK.sub("_", piece)

    return _PIECES[quotes].sub(told, text)
