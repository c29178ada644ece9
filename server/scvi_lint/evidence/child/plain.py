"""Values from a file as those that an answer may hold: text, numbers, truth, lists of them."""

from __future__ import annotations

from typing import Any

from scvi_lint.evidence.child.bounds import LABELS, TEXT

_LARGEST = 1 << 64
_DEPTH = 3


def plain(value: Any, depth: int = 0) -> Any:
    """The value as JSON has it; None for what is of another kind, and for a number of many digits.

    Numpy's numbers and arrays become those of Python, as far as Python has such.
    """
    if not isinstance(value, str | bytes | bool | int | float | list | tuple):
        value = value.tolist() if hasattr(value, "tolist") else None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        return value[:TEXT]
    if isinstance(value, list | tuple):
        return None if depth > _DEPTH else [plain(one, depth + 1) for one in value[:LABELS]]
    if isinstance(value, int) and abs(value) > _LARGEST:
        return None
    return value if isinstance(value, bool | int | float) else None
