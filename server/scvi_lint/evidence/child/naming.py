"""Names of genes: too many to send, so their fingerprints are sent."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from scvi_lint.evidence.child.bounds import LABELS

if TYPE_CHECKING:
    from scvi_lint.evidence.child.parts import Array
    from scvi_lint.evidence.told import NamesTold

_SHOWN = 5


def names(array: Array | None) -> list[str] | None:
    """The names in an index; None when there are too many or they are no names."""
    if array is None or len(array.shape) != 1 or array.shape[0] > LABELS:
        return None
    found = array.read()
    return found if isinstance(found, list) else [str(one) for one in found.tolist()]


def fingerprint(found: list[str] | None, count: int) -> NamesTold:
    if found is None:
        return {"count": count}
    return {
        "count": len(found),
        "ordered": _digest(found),
        "unordered": _digest(sorted(found)),
        "duplicated": len(set(found)) < len(found),
        "sample": found[:_SHOWN],
    }


def _digest(found: list[str]) -> str:
    return blake2b("\n".join(found).encode("utf-8", "replace"), digest_size=16).hexdigest()
