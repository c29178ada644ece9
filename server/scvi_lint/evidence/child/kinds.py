"""The kinds of elements that are read, of a numpy dtype."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

_KINDS = {"i": "integer", "u": "integer", "f": "float", "b": "boolean"}


def kind_of(dtype: np.dtype[Any]) -> str:
    """ "integer", "float" or "boolean" for numbers of at most eight bytes, else "other"."""
    if dtype.subdtype is not None or dtype.itemsize > 8:
        return "other"
    return _KINDS.get(dtype.kind, "other")
