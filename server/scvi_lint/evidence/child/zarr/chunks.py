"""Reading parts of an array: which chunks they lie in, unpacked within what a look may unpack."""

# What numpy reads out of bytes is of a type that the bytes name.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from scvi_lint.evidence.child.bounds import ITEM, SHARD, STRING_BYTES, UNPACKED, OutOfBounds
from scvi_lint.evidence.child.zarr.files import Files
from scvi_lint.evidence.child.zarr.layouts import Layout, Pipeline, Shape

if TYPE_CHECKING:
    from scvi_lint.evidence.child.parts import Numbers

_LEAST = 32 << 10  # what a chunk costs at least, also one that is not there
_ABSENT = (1 << 64) - 1


class Work:
    """What may still be unpacked in one look."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = UNPACKED

    def spend(self, size: int) -> None:
        """Raises OutOfBounds when that is too much."""
        size = max(size, _LEAST)
        if size > self._left:
            raise OutOfBounds("there is more to unpack than a look may take")
        self._left -= size


class Chunks:
    """The values of an array whose layout is understood."""

    __slots__ = ("_files", "_index", "_last", "_layout", "_path", "_pipeline", "_work")

    def __init__(
        self, files: Files, path: str, layout: Layout, pipeline: Pipeline, work: Work
    ) -> None:
        self._files = files
        self._path = path
        self._layout = layout
        self._pipeline = pipeline
        self._work = work
        self._last: tuple[Shape, Numbers] | None = None  # the chunk that was unpacked last
        self._index: tuple[str, Numbers] | None = None  # the index of the shard that was read last

    def read(self, selection: tuple[slice, ...]) -> Numbers:
        """A part of the array. Raises OutOfBounds, OSError, ValueError, and what decoders raise."""
        shape, chunk, element = self._layout.shape, self._layout.chunk, self._pipeline.element
        wanted = _ranges(shape, selection)
        size = tuple(len(one) for one in wanted)
        if prod(size) * element.size > STRING_BYTES * (1 if element.kind == "text" else 8):
            raise OutOfBounds("more values than are read")
        found = np.empty(size, dtype=object if element.dtype is None else element.dtype)
        if not found.size:
            return found
        grid = [
            range(one.start // step, -(-one.stop // step))
            for one, step in zip(wanted, chunk, strict=True)
        ]
        for place in product(*grid):
            into, out_of = _overlap(wanted, place, chunk)
            found[into] = self._chunk(place)[out_of]
        return found

    def _chunk(self, place: Shape) -> Numbers:
        if self._last is None or self._last[0] != place:
            self._last = place, self._unpacked(self._bytes(place))
        return self._last[1]

    def _unpacked(self, data: bytes | None) -> Numbers:
        chunk = self._layout.chunk
        if data is not None:
            data = self._pipeline.unpacked(data, chunk)
            self._work.spend(len(data))
            return self._pipeline.values(data, chunk)
        self._work.spend(0)
        if self._layout.fill is None:
            raise OSError("a chunk is missing")
        return np.broadcast_to(np.array(self._layout.fill), chunk)

    def _bytes(self, place: Shape) -> bytes | None:
        """A chunk as it is stored; None when it is not."""
        layout = self._layout
        most = self._pipeline.most(layout.chunk) + ITEM
        if layout.sharding is None:
            return self._files.content(self._file(place), most)
        inside = [
            whole // part for whole, part in zip(layout.sharding.shape, layout.chunk, strict=True)
        ]
        shard = tuple(one // count for one, count in zip(place, inside, strict=True))
        path = self._file(shard)
        index = self._indexed(path, inside)
        if index is None:
            return None
        at = tuple(one % count for one, count in zip(place, inside, strict=True))
        start, size = map(int, index[at])
        if start == size == _ABSENT:
            return None
        if size > most or start + size > (self._files.size(path) or 0):
            raise ValueError("a chunk that is not in its shard")
        return self._files.part(path, start, size)

    def _indexed(self, path: str, inside: list[int]) -> Numbers | None:
        """Where the chunks of a shard begin, and how long they are; None when it is missing."""
        if self._index is None or self._index[0] != path:
            sharding = self._layout.sharding
            assert sharding is not None
            length = 16 * prod(inside)
            stored = length + 4 * sharding.checksum
            if stored > SHARD:
                raise OutOfBounds("a shard of more than 65 000 chunks")
            whole = self._files.size(path)
            if whole is None:
                return None
            if whole < stored:
                raise ValueError("a shard without its index")
            data = self._files.part(path, whole - stored if sharding.at_end else 0, stored)
            numbers = np.frombuffer(data[:length], dtype=sharding.order + "u8")
            self._index = path, numbers.reshape(*inside, 2)
        return self._index[1]

    def _file(self, place: Shape) -> str:
        return f"{self._path}/{self._layout.key.of(place)}"


def _ranges(shape: Shape, selection: tuple[slice, ...]) -> list[range]:
    """What is wanted of each axis; all of those that are not mentioned."""
    given = (*selection, *(slice(None) for _ in shape[len(selection) :]))
    return [range(size)[one] for size, one in zip(shape, given, strict=True)]


def _overlap(
    wanted: list[range], place: Shape, chunk: Shape
) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Where the wanted part of a chunk goes, and where in the chunk it is."""
    into: list[slice] = []
    out_of: list[slice] = []
    for one, at, step in zip(wanted, place, chunk, strict=True):
        start, stop = max(one.start, at * step), min(one.stop, (at + 1) * step)
        into.append(slice(start - one.start, stop - one.start))
        out_of.append(slice(start - at * step, stop - at * step))
    return tuple(into), tuple(out_of)
