"""One odd part of a file is lost alone: its place is taken by nothing, and the rest is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from scvi_lint.evidence.child import limits
from scvi_lint.evidence.child.bounds import OutOfBounds

T = TypeVar("T")


def spared(read: Callable[[], T], default: T, told: Callable[[str], object] = str) -> T:
    """What is read, or the default when that goes wrong in whatever way, or when there is no time
    left for it; `told` is called with the reason. A missing package is no fault of the part.
    """
    if limits.late():
        told("there was no time for it")
        return default
    try:
        return read()
    except ImportError:
        raise
    except OutOfBounds as error:
        told(str(error))
    except MemoryError:
        told("it asks for more memory than a look may take")
    except Exception:  # libraries raise many kinds, and a file can provoke any of them
        told("it cannot be read")
    return default
