"""The places of the cells' sources in a notebook's JSON text, and their new texts.

The JSON is walked by hand only down to the keys of a cell; every value that is of no interest
is skipped by the decoder itself, which knows JSON better.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from scvi_lint.regex import regex

_SPACE = regex(r"[ \t\r\n]*")
_ESCAPED = regex(r"\\u(?:00[89a-fA-F]|0[1-9a-fA-F]|[1-9a-fA-F])")
_LINE_END = regex(r"(?<=\n)")
_decoder = json.JSONDecoder()


class NoSource(Exception):
    """A cell's source is not where it was, or not what it was."""


def rewrite_sources(
    content: str, changes: Mapping[int, tuple[str, str]]
) -> list[tuple[int, int, str]]:
    """What to replace in a notebook's JSON: `(start, end, JSON)` for each changed cell.

    `changes` maps the index of a cell to its text before and after. Raises NoSource.
    """
    try:
        places = list(_sources(content))
    except (ValueError, IndexError, RecursionError):
        raise NoSource from None
    found: list[tuple[int, int, str]] = []
    for index, (before, after) in changes.items():
        place = places[index] if index < len(places) else None
        if place is None:
            raise NoSource
        start, end = place
        value = _decoder.raw_decode(content, start)[0]
        joined = value if isinstance(value, str) else "".join(map(str, value))
        if joined != before:
            raise NoSource
        raw = content[start:end]
        if isinstance(value, str):
            found.append((start, end, _quoted(after, _escapes(raw, content))))
        else:
            margin = _margin(content, start)
            found.append((start, end, _listed(after, raw, margin, _escapes(raw, content))))
    return found


# --- finding ----------------------------------------------------------------------------------


def _skip(content: str, place: int) -> int:
    match = _SPACE.match(content, place)
    return place if match is None else match.end()


def _members(content: str, place: int) -> Iterator[tuple[str, int, int]]:
    """Key, start and end of each value of the object at `place`."""
    place = _skip(content, place + 1)
    while content[place] != "}":
        key, place = _decoder.raw_decode(content, place)
        start = _skip(content, _skip(content, place) + 1)
        end = _decoder.raw_decode(content, start)[1]
        yield key, start, end
        place = _skip(content, end)
        if content[place] == ",":
            place = _skip(content, place + 1)


def _elements(content: str, place: int) -> Iterator[tuple[int, int]]:
    """Start and end of each element of the list at `place`."""
    place = _skip(content, place + 1)
    while content[place] != "]":
        end = _decoder.raw_decode(content, place)[1]
        yield place, end
        place = _skip(content, end)
        if content[place] == ",":
            place = _skip(content, place + 1)


def _sources(content: str) -> Iterator[tuple[int, int] | None]:
    """Where the source of each cell stands, in order; None for a cell without one.

    Of a key that is there twice the last counts, as it does for every reader of JSON.
    """
    members = {key: start for key, start, _ in _members(content, _skip(content, 0))}
    if "cells" in members:
        lists = [members["cells"]]
    else:
        sheets = _elements(content, members["worksheets"]) if "worksheets" in members else ()
        lists = [
            start
            for sheet, _ in sheets
            if content[sheet] == "{"
            for key, start, _ in _members(content, sheet)
            if key == "cells"
        ]
    for cells in lists:
        for cell, _ in _elements(content, cells):
            yield _source(content, cell)


def _source(content: str, cell: int) -> tuple[int, int] | None:
    if content[cell] != "{":
        return None
    members = {key: (start, end) for key, start, end in _members(content, cell)}
    place = members.get("source", members.get("input"))
    return place if place is not None and content[place[0]] in '"[' else None


# --- writing ----------------------------------------------------------------------------------


def _escapes(raw: str, content: str) -> bool:
    """Whether letters beyond ASCII are written as escapes here; if there are none, in the file."""
    for text in (raw, content):
        if not text.isascii():
            return False
        if _ESCAPED.search(text):
            return True
    return False


def _quoted(text: str, escapes: bool) -> str:
    plain = json.dumps(text, ensure_ascii=escapes)
    try:
        plain.encode()
    except UnicodeEncodeError:  # half a surrogate pair has no other form
        return json.dumps(text)
    return plain


def _margin(content: str, place: int) -> str:
    """What stands between the items of a list that had none: a line break and an indentation
    one deeper than that of its key."""
    line = content.rfind("\n", 0, place) + 1
    indent = content[line : _skip(content, line)]
    return f"\n{indent} " if line and content[line + len(indent)] == '"' else ""


def _listed(text: str, raw: str, margin: str, escapes: bool) -> str:
    """A list of lines, laid out like the list `raw`; lines that it had keep their very form."""
    lines = [line for line in _LINE_END.split(text) if line]
    if not lines:
        return "[]"
    known: dict[object, str] = {}
    spans = list(_elements(raw, 0))
    for start, end in spans:
        known.setdefault(_decoder.raw_decode(raw, start)[0], raw[start:end])
    if spans:
        opening = raw[1 : spans[0][0]]
        closing = raw[spans[-1][1] : -1]
        comma = raw[spans[0][1] : spans[1][0]] if len(spans) > 1 else f",{opening}"
    else:
        opening, closing, comma = margin, margin[:-1], f",{margin}" if margin else ", "
    items = [known.get(line) or _quoted(line, escapes) for line in lines]
    return f"[{opening}{comma.join(items)}{closing}]"
