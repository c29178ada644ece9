"""Numpy arrays and tables inside of a pickle, as lists, without numpy's or pandas' own loaders."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from scvi_lint.evidence.child.bounds import TEXT
from scvi_lint.evidence.child.pickles import Made
from scvi_lint.evidence.child.plain import constant
from scvi_lint.json_values import is_list, is_row, is_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scvi_lint.json_values import Scalar

_LARGEST = 8 << 20
_NUMBERS = {
    "b1": "?", "i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "i8": "q",
    "u8": "Q", "f4": "f", "f8": "d",
}  # fmt: skip


def items(value: object) -> dict[object, object]:
    """The entries of a dictionary, or of an object that is one by state or by items."""
    if is_table(value):
        return value
    if isinstance(value, Made):
        if value.items:
            return value.items
        state = value.state
        if is_row(state) and not is_list(state) and state and is_table(state[0]):
            state = state[0]
        if is_table(state):
            return state
        nothing: dict[object, object] = {}
        # attrdict and the like: the dictionary is an argument.
        return next(filter(is_table, value.arguments), nothing)
    return {}


def listed(value: object) -> list[object] | None:
    """A list, an array, a scalar's array or a pandas Index as a list; None for anything else."""
    if is_row(value):
        return list(value)
    if not isinstance(value, Made):
        return None
    if value.name.endswith("multiarray._reconstruct"):
        found = _array(value)
        return None if found is None else list(found)
    if value.name.endswith("_new_Index") and len(value.arguments) == 2:
        return listed(items(value.arguments[1]).get("data"))
    if value.name.endswith("_frombuffer") and value.arguments:
        return None
    return None


def scalar(value: object) -> Scalar:
    """A constant, also when numpy wrapped it; None for anything else."""
    if value is None or isinstance(value, str | bool | int | float):
        return constant(value)
    if isinstance(value, Made) and value.name.endswith("multiarray.scalar"):
        arguments = value.arguments
        if len(arguments) == 2 and isinstance(arguments[0], Made):
            found = _decode(_code(arguments[0]), arguments[1])
            return found[0] if found else None
    return None


def _array(made: Made) -> Sequence[object] | None:
    state = made.state
    if not is_row(state) or is_list(state) or len(state) < 5:
        return None
    kind, content = state[2], state[4]
    if is_list(content):
        return content
    return _decode(_code(kind) if isinstance(kind, Made) else "", content)


def _code(kind: Made) -> str:
    found = kind.arguments[0] if kind.arguments else ""
    return found if isinstance(found, str) else ""


def _decode(code: str, content: object) -> Sequence[Scalar] | None:
    if isinstance(content, Made) and content.name == "_codecs.encode" and content.arguments:
        content = content.arguments[0]
    if isinstance(content, str):
        content = content.encode("latin-1", "replace")
    if not isinstance(content, bytes) or len(content) > _LARGEST:
        return None
    if code[:1] in ("U", "S") and code[1:].isdigit():
        width = int(code[1:]) * (4 if code[0] == "U" else 1)
        if not 0 < width <= 4 * TEXT:
            return None
        encoding = "utf-32-le" if code[0] == "U" else "utf-8"
        pieces = (content[at : at + width] for at in range(0, len(content), width))
        return [one.decode(encoding, "replace").rstrip("\0") for one in pieces]
    form = _NUMBERS.get(code)
    if form is None:
        return None
    size = struct.calcsize(form)
    return list(
        struct.unpack(f"<{len(content) // size}{form}", content[: len(content) // size * size])
    )
