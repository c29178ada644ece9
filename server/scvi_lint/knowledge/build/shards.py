"""Records of all releases to packaged shards, and back.

What holds from a release on is written once: `[[index of the release, value], …]`, null where it
ends. `decode` undoes `encode`, so that one release can be put in the place of its older record
and all shards be written again to the same bytes. Texts are JSON with sorted keys, compressed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from scvi_lint.knowledge import releases as order
from scvi_lint.knowledge.shelf import at

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Record, Row, Rows

SHARDS = ("api.bin", "docs.bin", "lines.bin", "messages.bin")
ROOMS = ("pages", "mentions", "tutorials", "reference")


def encode(records: dict[str, Record]) -> dict[str, bytes]:
    """The shards of these releases, by file name."""
    names = sorted(records, key=order.key)
    ordered = [records[name] for name in names]
    docs: Record = {room: _table([one[room] for one in ordered]) for room in ROOMS}
    return {
        "api.bin": _shelf(names, ordered),
        "docs.bin": _packed(docs),
        "lines.bin": _packed(_lines(ordered)),
        "messages.bin": _packed(_table([one["messages"] for one in ordered])),
    }


def decode(read: Callable[[str], bytes]) -> dict[str, Record]:
    """The records behind the shards; `read` gives a file's bytes."""
    data = zlib.decompress(read("api.bin"))
    end = 8 + int(data[:8])
    head, body = json.loads(data[8:end]), data[end:]
    docs = json.loads(zlib.decompress(read("docs.bin")))
    lines = json.loads(zlib.decompress(read("lines.bin")))
    messages = json.loads(zlib.decompress(read("messages.bin")))
    entries = {
        key: json.loads(body[start : start + length])
        for key, (start, length) in head["entries"].items()
    }
    return {
        name: {
            "exports": _column(head["exports"], index),
            "definitions": _definitions(entries, index),
            **{room: _column(docs[room], index) for room in ROOMS},
            "root": at(lines["root"], index),
            "lines": _places(lines["files"], index),
            "messages": _column(messages, index),
        }
        for index, name in enumerate(head["releases"])
    }


# --- tables -------------------------------------------------------------------------------------


def rows(values: Iterable[object]) -> Rows:
    """The values of all releases, in order, as changes."""
    found: Rows = []
    last: object = None
    for index, value in enumerate(values):
        if value != last:
            found.append([index, value])
            last = value
    return found


def _table(columns: list[Record]) -> dict[str, Rows]:
    keys = sorted({key for column in columns for key in column})
    return {key: rows(column.get(key) for column in columns) for key in keys}


def _column(table: dict[str, Rows], index: int) -> Record:
    held = ((key, at(changes, index)) for key, changes in table.items())
    return {key: value for key, value in held if value is not None}


# --- the interface ------------------------------------------------------------------------------


def _shelf(names: list[str], ordered: list[Record]) -> bytes:
    keys = sorted({key for one in ordered for key in one["definitions"]})
    body = bytearray()
    places: dict[str, list[int]] = {}
    for key in keys:
        text = _text(_entry([one["definitions"].get(key) or {} for one in ordered]))
        places[key] = [len(body), len(text)]
        body += text
    exports = _table([one["exports"] for one in ordered])
    head = _text({"entries": places, "exports": exports, "releases": names})
    return zlib.compress(b"%08d" % len(head) + head + bytes(body), 9)


def _entry(held: list[Record]) -> Record:
    """One definition in all releases: `f` for a function, `c` and `m` for a class."""
    entry: Record = {}
    for part in ("c", "f"):
        changes = rows(one.get(part) for one in held)
        if changes:
            entry[part] = changes
    if "c" in entry:
        entry["m"] = _table([one.get("m", {}) for one in held])
    return entry


def _definitions(entries: Record, index: int) -> Record:
    found: Record = {}
    for key, entry in entries.items():
        kept = {part: at(entry.get(part), index) for part in ("c", "f")}
        kept = {part: value for part, value in kept.items() if value is not None}
        if "c" in kept:
            kept["m"] = _column(entry["m"], index)
        if kept:
            found[key] = kept
    return found


# --- lines --------------------------------------------------------------------------------------


def _lines(ordered: list[Record]) -> Record:
    """Lines by file; each change of a file is the differences to the release before."""
    by_file: dict[str, set[str]] = {}
    for one in ordered:
        for name, (path, _) in one["lines"].items():
            by_file.setdefault(path, set()).add(name)
    files: Record = {}
    for path, found in sorted(by_file.items()):
        names = sorted(found)
        before = [0] * len(names)
        changes: Rows = []
        for index, one in enumerate(ordered):
            places = (one["lines"].get(name) for name in names)
            here = [place[1] if place and place[0] == path else 0 for place in places]
            if here != before:
                changes.append([index, [new - old for new, old in zip(here, before, strict=True)]])
                before = here
        files[path] = [names, changes]
    return {"files": files, "root": rows(one["root"] for one in ordered)}


def _places(files: Record, index: int) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for path, (names, changes) in files.items():
        for name, line in zip(names, lines_at(changes, len(names), index), strict=True):
            if line:
                found[name] = [path, line]
    return dict(sorted(found.items()))


def lines_at(changes: Rows, count: int, index: int) -> list[int]:
    """The lines of a file's names in a release; 0 for a name that it does not have."""
    lines = [0] * count
    for start, differences in changes:
        if start > index:
            break
        lines = [line + more for line, more in zip(lines, differences, strict=True)]
    return lines


def _packed(value: object) -> bytes:
    return zlib.compress(_text(value), 9)


def _text(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")
