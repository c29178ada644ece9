"""How an array is laid out: its grid, where its chunks lie, and what turns them into values.

Both formats become the same `Layout`. One whose elements, grid, keys or codecs are not among those
that are read has no `pipeline`; its shape is all that is told of it.
"""

# What numpy reads out of bytes is of a type that the bytes name.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scvi_lint.evidence.child.zarr.codecs import Step
from scvi_lint.evidence.child.zarr.elements import Element, texts

if TYPE_CHECKING:
    from scvi_lint.evidence.child.parts import Numbers
    from scvi_lint.json_values import Json

Shape = tuple[int, ...]

MOST_STEPS = 16  # codecs of one array
_DIMENSIONS = 32
_TEXT_CHUNK = 64 << 20  # bytes of a chunk of text, whose length is not known before


class Pipeline(NamedTuple):
    """Makes a chunk's values of its bytes. `axes` is the order in which its axes are stored."""

    element: Element
    steps: tuple[Step, ...]
    axes: Shape | None = None

    def most(self, shape: Shape) -> int:
        """The bytes that a chunk of this shape may take on its way."""
        if self.element.dtype is None:
            return _TEXT_CHUNK
        return prod(shape) * max(self.element.size, 8) + 64

    def unpacked(self, data: bytes, shape: Shape) -> bytes:
        """The bytes of a chunk's values. Raises ValueError, and what decoders raise."""
        for step in self.steps:
            data = step.run(data, self.most(shape))
        return data

    def values(self, data: bytes, shape: Shape) -> Numbers:
        """A chunk of its unpacked bytes. Raises ValueError."""
        stored = shape if self.axes is None else tuple(shape[axis] for axis in self.axes)
        found = self._elements(data, prod(shape)).reshape(stored)
        return found if self.axes is None else found.transpose(np.argsort(self.axes))

    def _elements(self, data: bytes, count: int) -> Numbers:
        element = self.element
        if element.dtype is None:
            found = np.empty(count, dtype=object)
            found[:] = texts(data, count)
            return found
        if len(data) != count * element.size:
            raise ValueError("a chunk of another size")
        if element.kind == "boolean":
            return np.frombuffer(data, dtype=np.uint8) != 0
        return np.frombuffer(data, dtype=element.dtype)


class Sharding(NamedTuple):
    """Chunks that share a file: the part of the array in it, and how the index in it is read."""

    shape: Shape
    order: str
    checksum: bool
    at_end: bool


class Key(NamedTuple):
    """How the file of a chunk or shard is called after its place in the grid."""

    start: str | None
    separator: str

    def of(self, place: Shape) -> str:
        parts = [*([] if self.start is None else [self.start]), *map(str, place)]
        return self.separator.join(parts) or "0"


class Layout(NamedTuple):
    """An array: `chunk` is what is unpacked at once."""

    shape: Shape
    chunk: Shape
    pipeline: Pipeline | None = None
    fill: object = None
    key: Key = Key(None, ".")
    sharding: Sharding | None = None


def sizes(value: Json) -> Shape:
    """A shape. Raises ValueError."""
    if not isinstance(value, list) or len(value) > _DIMENSIONS:
        raise ValueError("a shape of another form")
    found: list[int] = []
    for one in value:
        if not isinstance(one, int) or isinstance(one, bool) or not 0 <= one < 1 << 62:
            raise ValueError("a shape of another form")
        found.append(one)
    return tuple(found)


def grid(value: Json, shape: Shape) -> Shape:
    """The shape of a chunk. Raises ValueError."""
    found = sizes(value)
    if len(found) != len(shape):
        raise ValueError("chunks of other dimensions")
    # Some wrote chunks without a single value for arrays without any.
    return tuple(max(one, 1) for one in found)
