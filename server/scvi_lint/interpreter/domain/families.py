"""Names of files and folders of which a part is not known.

`f"{sample}_qc.h5ad"` is one of a family: nobody knows which. What comes from outside, an argument
of the command line or of the environment, is not known either, but is the same wherever it is
spelled: `os.path.join(args.out, "model")` twice is one folder.
"""

from __future__ import annotations

from collections.abc import Iterable

from scvi_lint.interpreter.domain.values import LONGEST_TEXT, UNKNOWN, Atom, Literal, Value
from scvi_lint.regex import regex

HOLE = "\0"
# Around the name of what comes from outside.
_MARK = "\1"
_OUTSIDE = regex(f"{_MARK}[^{_MARK}]*{_MARK}")
_DATA_FILES = (".h5ad", ".h5mu", ".zarr", ".loom")


class Family(Atom):
    """A name of which a part is not known: `pattern` has a HOLE there, in the name of a folder what
    comes from outside under its own name."""

    __slots__ = ("pattern",)

    def __init__(self, pattern: str) -> None:
        self.key = pattern
        self.pattern = pattern


class Usual(Literal):
    """What a text from outside is by default; `pattern` names where it comes from."""

    __slots__ = ("pattern",)

    def __init__(self, usual: Literal, source: str) -> None:
        super().__init__(usual.value, usual.span, source)
        self.pattern = _MARK + source + _MARK


def outside(source: str, usual: Value | None = None) -> Value:
    """A text that comes from outside, `source` says from where; `usual` is its default."""
    if usual is None or not usual.atoms:
        return Value((Family(_MARK + source + _MARK),), False)
    atom = usual.atoms[0]
    if len(usual.atoms) > 1 or not isinstance(atom, Literal) or not isinstance(atom.value, str):
        return usual
    return Value((Usual(atom, source),), False)


def shown(pattern: str) -> str:
    """A name with a HOLE, as a reader is shown it."""
    return _OUTSIDE.sub("…", pattern).replace(HOLE, "…")


def family(parts: Iterable[str | None]) -> Value:
    """A text made of these parts, None for one that is not known: what is kept of it if it names a
    data file, or if all of it is the same wherever it is spelled."""
    pattern = "".join(HOLE if part is None else part for part in parts)
    if pattern.endswith(_DATA_FILES):
        pattern = _OUTSIDE.sub(HOLE, pattern)
    elif HOLE in pattern or _MARK not in pattern:
        return UNKNOWN
    while HOLE * 2 in pattern:
        pattern = pattern.replace(HOLE * 2, HOLE)
    return UNKNOWN if len(pattern) > LONGEST_TEXT else Value((Family(pattern),), False)


def piece(value: Value) -> str | None:
    """What is known of a text, with a HOLE for each part that is not; None if that is nothing."""
    atom = value.atoms[0] if len(value.atoms) == 1 else None
    return atom.pattern if isinstance(atom, Family | Usual) else value.text


def place(value: Value | None) -> str | None:
    """The name of a file or folder, as far as it is the same wherever it is spelled."""
    known = None if value is None else piece(value)
    return known if known is not None and is_known(known) else None


def is_known(pattern: str) -> bool:
    """Whether all parts of it are the same wherever it is spelled."""
    return HOLE not in pattern


def is_whole(pattern: str) -> bool:
    """Whether it is a plain text."""
    return HOLE not in pattern and _MARK not in pattern
