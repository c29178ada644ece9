"""A place in the program, in the one unit that every room uses: characters of a cell."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A place in a document.

    `path` names the document (a program can reach into modules of the same project), `cell` is
    the index among *all* cells of it (0 for a script), `start` and `end` are character offsets
    in the text of that cell, `end` exclusive. Lines, columns and encodings exist only at the
    edges of the program: see `source.lines`.
    """

    path: str
    cell: int
    start: int
    end: int
