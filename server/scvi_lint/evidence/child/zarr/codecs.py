"""Decoders: from the bytes of a file to those of a chunk, each into a known number of bytes.

A decoder is made from its configuration by the maker that stands under its name, and nowhere
else is a name looked up: of `numcodecs` the classes of the three compressors are used that the
standard library lacks, never its registry.
"""

# What numpy reads out of bytes is of a type that the bytes name.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from scvi_lint.evidence.child.zarr.elements import Element, fixed

if TYPE_CHECKING:
    from scvi_lint.evidence.child.zarr.elements import Type
    from scvi_lint.json_values import Json, Table

_LZMA_MEMORY = 128 << 20


class NotRead(ValueError):
    """The store uses what stands in no list; the text says what."""


class Step(NamedTuple):
    """A decoder and its settings; two that do the same are equal."""

    decode: Callable[..., bytes]
    settings: tuple[object, ...] = ()

    def run(self, data: bytes, most: int) -> bytes:
        """Bytes of these bytes, at most so many. Raises ValueError, and what decoders raise."""
        return self.decode(data, most, *self.settings)


def decoder(name: Json, configuration: Table) -> Step:
    """The decoder that is called so. Raises NotRead."""
    made = _MAKERS.get(name) if isinstance(name, str) else None
    if made is None:
        raise NotRead(f"codec {str(name)[:40]!r}")
    return made(configuration)


# --- of the standard library --------------------------------------------------------------------


def _zlib(data: bytes, most: int, window: int) -> bytes:
    stream = zlib.decompressobj(window)
    return _whole(stream.decompress(data, most + 1), stream.eof, most)


def _bz2(data: bytes, most: int) -> bytes:
    stream = bz2.BZ2Decompressor()
    return _whole(stream.decompress(data, most + 1), stream.eof, most)


def _lzma(data: bytes, most: int) -> bytes:
    stream = lzma.LZMADecompressor(lzma.FORMAT_AUTO, _LZMA_MEMORY)
    return _whole(stream.decompress(data, most + 1), stream.eof, most)


def _whole(found: bytes, ended: bool, most: int) -> bytes:
    if len(found) > most or not ended:
        raise ValueError("a chunk that unpacks to more than it should, or ends early")
    return found


def _with_header(configuration: Table) -> Step:
    if configuration.get("format", lzma.FORMAT_XZ) not in (lzma.FORMAT_XZ, lzma.FORMAT_ALONE):
        raise NotRead("lzma without a header")
    return Step(_lzma)


# --- of numcodecs -------------------------------------------------------------------------------


def _numcodecs(data: bytes, most: int, module: str) -> bytes:
    """Into a buffer of the size that the data claim."""
    sized, name = _COMPRESSORS[module]
    size = sized(data)
    if not 0 < size <= most:
        raise ValueError("a chunk that unpacks to more than it should, or to nothing")
    target = np.empty(size, dtype=np.uint8)
    _class(module, name)().decode(data, out=target)
    return target.tobytes()


class _Decoder(Protocol):
    def decode(self, data: bytes, out: object) -> object: ...


def _class(module: str, name: str) -> Callable[[], _Decoder]:
    from importlib import import_module

    # Importing it lists the codecs that other packages register, and loads none of them.
    found = import_module(f"numcodecs.{module}")
    if module == "blosc":
        found.__dict__["use_threads"] = False
    return getattr(found, name)


def _blosc_size(data: bytes) -> int:
    # Its decoder trusts the lengths of the header, also beyond the end of the data.
    if len(data) < 16 or int.from_bytes(data[12:16], "little") != len(data):
        raise ValueError("no data of blosc")
    return int.from_bytes(data[4:8], "little")


def _lz4_size(data: bytes) -> int:
    return int.from_bytes(data[:4], "little") if len(data) > 4 else 0


def _zstd_size(data: bytes) -> int:
    """What the header of a frame says of the size of its content."""
    if data[:4] != b"\x28\xb5\x2f\xfd" or len(data) < 6:
        raise ValueError("no data of zstd")
    flags = data[4]
    single, kind = flags >> 5 & 1, flags >> 6
    if not single and not kind:
        raise ValueError("a chunk that does not say how long it is")
    start = 5 + (not single) + (0, 1, 2, 4)[flags & 3]
    found = int.from_bytes(data[start : start + (1, 2, 4, 8)[kind]], "little")
    return found + 256 if kind == 1 else found


_COMPRESSORS: dict[str, tuple[Callable[[bytes], int], str]] = {
    "blosc": (_blosc_size, "Blosc"),
    "lz4": (_lz4_size, "LZ4"),
    "zstd": (_zstd_size, "Zstd"),
}


# --- filters ------------------------------------------------------------------------------------


def _shuffle(data: bytes, _: int, size: int) -> bytes:
    return np.frombuffer(data, dtype=np.uint8).reshape(size, -1).T.tobytes()


def _shuffled(configuration: Table) -> Step:
    size = configuration.get("elementsize", 4)
    if not isinstance(size, int) or not 0 < size <= 64:
        raise NotRead("shuffle of odd elements")
    return Step(_shuffle, (size,))


def _delta(data: bytes, _: int, made: Type, stored: Type) -> bytes:
    return np.cumsum(np.frombuffer(data, dtype=stored), dtype=made).astype(made).tobytes()


def _scale(data: bytes, _: int, made: Type, stored: Type, scale: float, offset: float) -> bytes:
    return (np.frombuffer(data, dtype=stored) / scale + offset).astype(made).tobytes()


def _scaled(configuration: Table) -> Step:
    scale, offset = configuration.get("scale"), configuration.get("offset")
    if not isinstance(scale, int | float) or not isinstance(offset, int | float) or not scale:
        raise NotRead("a scale that is no number")
    return Step(_scale, (*_numbers(configuration), scale, offset))


def _numbers(configuration: Table) -> tuple[Type, Type]:
    """The types of numbers before and after a filter."""
    made = fixed(configuration.get("dtype"))
    stored = fixed(configuration.get("astype") or configuration.get("dtype"))
    return _number(made), _number(stored)


def _number(element: Element | None) -> Type:
    if element is None or element.dtype is None or element.kind not in ("integer", "float"):
        raise NotRead("a filter of elements that are no numbers")
    return element.dtype


def _checksum(data: bytes, _: int) -> bytes:
    """Without its checksum, which guards against accidents that are not looked for here."""
    if len(data) < 4:
        raise ValueError("no checksum")
    return data[:-4]


def _checked(configuration: Table) -> Step:
    if configuration.get("location", "end") != "end":
        raise NotRead("a checksum at an odd place")
    return Step(_checksum)


_MAKERS: dict[str, Callable[[Table], Step]] = {
    "zlib": lambda _: Step(_zlib, (15,)),
    "gzip": lambda _: Step(_zlib, (31,)),
    "bz2": lambda _: Step(_bz2),
    "lzma": _with_header,
    **{name: lambda _, name=name: Step(_numcodecs, (name,)) for name in _COMPRESSORS},
    "shuffle": _shuffled,
    "delta": lambda configuration: Step(_delta, _numbers(configuration)),
    "fixedscaleoffset": _scaled,
    "crc32c": _checked,
}
