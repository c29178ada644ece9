"""Names of files and folders of which a part is not known.

`f"{sample}_qc.h5ad"` is one of a family: nobody knows which. What comes from outside, an argument
of the command line or of the environment, is not known either, but is the same wherever it is
spelled: `os.path.join(args.out, "model")` twice is one folder.
"""

from __future__ import annotations

from collections.abc import Iterable

from scvi_lint.interpreter.domain.values import LONGEST_TEXT, UNKNOWN, Atom, Literal, Value, one
from scvi_lint.regex import regex
from scvi_lint.source.documents.span import Span

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
        self.pattern = source if _MARK in source else _MARK + source + _MARK


class PathText(Literal):
    """A Path of pathlib, held as its text, so that the file that it names is known."""

    __slots__ = ()

    def __init__(self, text: str, span: Span | None = None) -> None:
        super().__init__(text, span, "pathlib")


class UsualPath(Usual):
    """What a Path from outside is by default."""

    __slots__ = ()


class PathFamily(Family):
    """A Path of pathlib of which a part is not known; nothing at all where `pattern` is ""."""

    __slots__ = ()


_PATHS = (PathText, UsualPath, PathFamily)


def is_path(atom: Atom) -> bool:
    """Whether it is a Path of pathlib, no string."""
    return isinstance(atom, _PATHS)


def as_path(value: Value) -> Value:
    """The Path of pathlib that is made of a name; which one it is may not be known, but that it is
    one is."""
    atom = value.atoms[0] if len(value.atoms) == 1 else None
    if isinstance(atom, Usual):
        return Value((UsualPath(atom, atom.pattern),), value.closed)
    if isinstance(atom, Literal) and isinstance(atom.value, str) and value.closed:
        return one(PathText(atom.value, atom.span))
    return one(PathFamily(atom.pattern if isinstance(atom, Family) else ""))


def as_text(value: Value) -> Value:
    """The text of a Path: `str(path)`."""
    atom = value.atoms[0] if len(value.atoms) == 1 else None
    if isinstance(atom, UsualPath):
        return Value((Usual(atom, atom.pattern),), value.closed)
    if isinstance(atom, Literal):
        return Value((Literal(atom.value, atom.span),), value.closed)
    return family([atom.pattern]) if isinstance(atom, Family) and atom.pattern else UNKNOWN


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
    return (atom.pattern or None) if isinstance(atom, Family | Usual) else value.text


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
