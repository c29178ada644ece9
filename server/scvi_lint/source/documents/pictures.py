"""A notebook's bytes without its saved pictures, which nobody here looks at.

They are most of a notebook: 60 of the 64 MB of scvi-tools' tutorials. A picture is a string behind
a key such as `"image/png"`. Between the quotes of another string these bytes cannot stand: there
each quote has a backslash before it. What is written otherwise – a list of lines, an SVG in parts –
is left for the parser.
"""

from __future__ import annotations

import re

from scvi_lint.regex import regex

_BEGINNING = b'"image/'
_PICTURE = regex(rb'"image/[a-z+.-]+"[ \t\r\n]*:[ \t\r\n]*"')
_BACKSLASH = ord("\\")


def without_pictures(data: bytes) -> bytes:
    """The same JSON with empty pictures; the bytes themselves where one does not end."""
    kept: list[bytes] = []
    start = 0
    picture = _next(data, 0)
    while picture is not None:
        end = _end_of_string(data, picture.end())
        if end < 0:
            return data
        kept.append(data[start : picture.end()])
        start = end
        picture = _next(data, end)
    return b"".join((*kept, data[start:])) if kept else data


def _next(data: bytes, start: int) -> re.Match[bytes] | None:
    """The next key of a picture, up to where the picture begins."""
    place = data.find(_BEGINNING, start)  # many times quicker than the expression
    while place >= 0:
        found = _PICTURE.match(data, place)
        if found is not None and data[place - 1 : place] != b"\\":
            return found
        place = data.find(_BEGINNING, place + 1)
    return None


def _end_of_string(data: bytes, start: int) -> int:
    """Where the quote stands that ends a string, -1 if there is none."""
    end = data.find(b'"', start)
    while end > start and data[end - 1] == _BACKSLASH and _is_escaped(data, end, start):
        end = data.find(b'"', end + 1)
    return end


def _is_escaped(data: bytes, quote: int, start: int) -> bool:
    """Whether an odd number of backslashes stands before a quote."""
    first = quote
    while first > start and data[first - 1] == _BACKSLASH:
        first -= 1
    return (quote - first) % 2 == 1
