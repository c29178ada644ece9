"""Packaged shards: one decompression, entries decoded when they are asked for."""

from __future__ import annotations

import json
import os
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Cell, Record, Rows

FOLDER = os.path.join(os.path.dirname(__file__), "data")


def load(name: str) -> Record:
    """A shard that is read as a whole."""
    return json.loads(_bytes(name))


def _bytes(name: str) -> bytes:
    with open(os.path.join(FOLDER, name), "rb") as file:
        return zlib.decompress(file.read())


class Shelf:
    """A head that is read at once, and entries by key (layout: `build.encode.shelf`)."""

    __slots__ = ("_body", "_decoded", "_places", "head")

    def __init__(self, name: str) -> None:
        data = _bytes(name)
        end = 8 + int(data[:8])
        self.head: Record = json.loads(data[8:end])
        self._places: dict[str, list[int]] = self.head.pop("entries")
        self._body = data[end:]
        self._decoded: dict[str, Record] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def keys(self) -> list[str]:
        return list(self._places)

    def get(self, key: str) -> Record | None:
        """An entry, None if there is none."""
        known = self._decoded.get(key)
        if known is None:
            place = self._places.get(key)
            if place is None:
                return None
            known = json.loads(self._body[place[0] : place[0] + place[1]])
            self._decoded[key] = known
        return known


def at(rows: Rows | None, index: int) -> Cell:
    """What holds at a release: the value of the last row that begins at or before it."""
    value = None
    for start, held in rows or ():
        if start > index:
            break
        value = held
    return value
