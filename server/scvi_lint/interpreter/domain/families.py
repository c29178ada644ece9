"""Names of data files of which a part is not known: `f"{sample}_qc.h5ad"` is one of a family."""

from __future__ import annotations

from collections.abc import Iterable

from scvi_lint.interpreter.domain.values import LONGEST_TEXT, UNKNOWN, Atom, Value

HOLE = "\0"
_DATA_FILES = (".h5ad", ".h5mu", ".zarr", ".loom")


class Family(Atom):
    """The name of a data file of which a part is not known: `pattern` has a HOLE there."""

    __slots__ = ("pattern",)

    def __init__(self, pattern: str) -> None:
        self.key = pattern
        self.pattern = pattern


def shown(pattern: str) -> str:
    """A name with a HOLE, as a reader is shown it."""
    return pattern.replace(HOLE, "…")


def family(parts: Iterable[str | None]) -> Value:
    """A text made of these parts, None for one that is not known: what is kept of it if it names a
    data file."""
    pattern = "".join(HOLE if part is None else part for part in parts)
    while HOLE * 2 in pattern:
        pattern = pattern.replace(HOLE * 2, HOLE)
    if not pattern.endswith(_DATA_FILES) or len(pattern) > LONGEST_TEXT:
        return UNKNOWN
    return Value((Family(pattern),), False)


def piece(value: Value) -> str | None:
    """What is known of a text, with a HOLE for each part that is not; None if that is nothing."""
    atom = value.atoms[0] if len(value.atoms) == 1 else None
    return atom.pattern if isinstance(atom, Family) else value.text
