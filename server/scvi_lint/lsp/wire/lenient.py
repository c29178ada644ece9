"""A converter that lets unknown enumeration values through.

The protocol grows: a client of tomorrow, or another server's diagnostic that a client hands back
to us, may name a tag, a kind or a severity that the type library of today has never heard of.
Refusing the whole message for that would leave the editor waiting; the raw value does no harm.
The same goes for a place outside of the text: an edit that is refused leaves the text wrong.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TypeVar

from cattrs import Converter
from lsprotocol import types
from pygls.protocol import default_converter

T = TypeVar("T")

_LARGEST = 2**31 - 1


def converter() -> Converter:
    """The framework's converter, tolerant of values that an enumeration does not list."""
    made = default_converter()
    for kind in vars(types).values():
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            made.register_structure_hook(kind, _tolerant)
    made.register_structure_hook(types.Position, _position)
    return made


def _position(value: dict[str, int], _: object) -> types.Position:
    """A place; one before the beginning or beyond all lines is the nearest that can be named."""
    line, character = (min(max(int(value[name]), 0), _LARGEST) for name in ("line", "character"))
    return types.Position(line, character)


def _tolerant(value: T, kind: Callable[[T], object]) -> object:
    try:
        return kind(value)
    except ValueError:
        return value
