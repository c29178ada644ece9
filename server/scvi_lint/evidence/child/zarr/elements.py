"""Element types that are read: numbers, and text in the encodings that are known.

All others – structured, objects, dates, complex numbers, extended precision – have no Element, and
an array of them is told by its shape alone.
"""

from __future__ import annotations

from math import inf, nan
from struct import unpack_from
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from scvi_lint.evidence.child.bounds import ITEM, TEXT
from scvi_lint.evidence.child.kinds import kind_of

if TYPE_CHECKING:
    from scvi_lint.json_values import Json, Table

    Type = np.dtype[Any]  # of which numbers, the store says

_NUMBERS_2 = frozenset("b1 i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8".split())
_NAMES_3 = frozenset(
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64".split()
)
_SPECIAL = {"NaN": nan, "Infinity": inf, "-Infinity": -inf}

# The codecs that write text of any length: the number of strings, then each with its length.
TEXT_CODECS = ("vlen-utf8", "vlen-bytes")


class Element(NamedTuple):
    """What an array holds. `dtype` is None for text of any length."""

    kind: str
    dtype: Type | None

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return 8 if self.dtype is None else self.dtype.itemsize


def fixed(code: Json) -> Element | None:
    """The element that format 2 calls `code`, and numpy too; None for one that is not read."""
    if not isinstance(code, str) or code[:1] not in ("<", ">", "|") or len(code) > 8:
        return None
    of_text = code[1:2] in ("U", "S") and code[2:].isdecimal() and code.isascii()
    if not of_text and code[1:] not in _NUMBERS_2:
        return None
    found = np.dtype(code)
    if not 0 < found.itemsize <= ITEM:
        return None
    return Element("text" if of_text else kind_of(found), found)


def named(name: str, configuration: Table) -> Element | None:
    """The element that format 3 calls so."""
    if name in _NAMES_3:
        return Element(kind_of(np.dtype(name)), np.dtype(name))
    if name in ("string", "variable_length_utf8", "bytes", "variable_length_bytes"):
        return Element("text", None)
    length = configuration.get("length_bytes")
    if not isinstance(length, int) or not 0 < length <= ITEM:
        return None
    if name == "fixed_length_utf32" and length % 4 == 0:
        return Element("text", np.dtype(f"U{length // 4}"))
    if name == "null_terminated_bytes":
        return Element("text", np.dtype(f"S{length}"))
    return None


def filling(element: Element, value: Json) -> object:
    """What stands where a chunk is missing; None when that is not known."""
    if element.kind == "text":
        return value[:TEXT] if isinstance(value, str) and element.dtype is None else _empty(value)
    if isinstance(value, str):
        value = _SPECIAL.get(value) if element.kind == "float" else None
    if not isinstance(value, int | float):
        return None
    if element.kind == "integer":
        bounds = np.iinfo(element.dtype)
        if int(value) != value or not bounds.min <= value <= bounds.max:
            return None
    return np.array([value]).astype(element.dtype)[0]


def _empty(value: Json) -> str | None:
    return "" if value in (None, "", 0) else None


def texts(data: bytes, count: int) -> list[str]:
    """The strings that a text codec wrote. Raises ValueError when these are others."""
    if len(data) < 4 or unpack_from("<I", data)[0] != count:
        raise ValueError("another number of strings")
    found: list[str] = []
    at = 4
    for _ in range(count):
        if at + 4 > len(data):
            raise ValueError("strings that end early")
        (size,) = unpack_from("<I", data, at)
        at += 4
        if at + size > len(data):
            raise ValueError("strings that end early")
        found.append(data[at : at + min(size, 4 * TEXT)].decode("utf-8", "replace")[:TEXT])
        at += size
    return found
