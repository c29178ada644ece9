"""Values from a file as those that an answer may hold: text, numbers, truth, lists of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.evidence.child.bounds import LABELS, TEXT
from scvi_lint.json_values import is_row

if TYPE_CHECKING:
    from scvi_lint.json_values import Json, Scalar

_LARGEST = 1 << 64
_DEPTH = 3


def plain(value: object, depth: int = 0) -> Json:
    """The value as JSON has it; None for what is of another kind, and for a number of many digits.

    Numpy's numbers and arrays become those of Python, as far as Python has such.
    """
    if not is_row(value) and not isinstance(value, str | bytes | bool | int | float):
        as_python = getattr(value, "tolist", None)
        value = as_python() if as_python is not None else None
    if is_row(value):
        return None if depth > _DEPTH else [plain(one, depth + 1) for one in value[:LABELS]]
    return constant(value)


def constant(value: object) -> Scalar:
    """A text or a number as JSON has it, as `plain`."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        return value[:TEXT]
    if isinstance(value, int) and abs(value) > _LARGEST:
        return None
    return value if isinstance(value, bool | int | float) else None
