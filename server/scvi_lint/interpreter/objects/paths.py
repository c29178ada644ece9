"""Names of files and folders: what methods and attributes of a path make of it.

A path of pathlib and one that is text are both held as their text; which of them a value is, some
methods of scvi-tools mind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.families import (
    HOLE,
    Family,
    as_path,
    as_text,
    family,
    is_path,
    is_whole,
    piece,
    place,
)
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Atom,
    Bound,
    Literal,
    OpenFile,
    Value,
    literal,
    one,
)
from scvi_lint.interpreter.objects import moving
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

_SAME = frozenset(["resolve", "absolute", "expanduser"])
_OF_PATHS = _SAME | {"joinpath", "with_name", "with_suffix"}
_TEXTS = frozenset(["as_posix", "__str__", "__fspath__"])


def joined(run: Run, given: Given) -> Value:
    """`Path(a, b)` and `os.path.join(a, b)`: held as text, so that a data file's name is known."""
    if given.open:
        return UNKNOWN
    values = [value for value, _ in given.positional]
    where = run.span(given.node)
    if len(values) == 1 and values[0].constant is not None:
        where = values[0].constant.span or where
    return _under([HOLE if (told := piece(value)) is None else told for value in values], where)


def of_pathlib(run: Run, given: Given) -> Value:
    """`Path(a, b)`: no string, which some methods of scvi-tools mind."""
    return as_path(joined(run, given))


def text_of(run: Run, given: Given) -> Value:
    """`os.fspath(path)`, `os.path.abspath(path)`: a string, also of a Path."""
    value = given.value(0)
    if value is None or not any(map(is_path, value.atoms)):
        return UNKNOWN if value is None else value
    return as_text(value)


def here(run: Run, given: Given) -> Value:
    """`Path.cwd()`, `Path.home()`: a path, nobody knows which."""
    return as_path(UNKNOWN)


def _under(parts: list[str], where: Span) -> Value:
    if not all(is_whole(part) for part in parts):
        return family(["/".join(part.rstrip("/") for part in parts)])
    if not any(parts):
        return literal(".", where)
    text = parts[0]
    for part in parts[1:]:
        under = text.rstrip("/") + "/" if text else ""
        text = part if part.startswith("/") else under + part
    return literal(text, where)


def method(run: Run, atom: Literal | Family, name: str, given: Given) -> Value | None:
    """Methods that a path has; None for those that only a text has."""
    whole = Value((atom,), isinstance(atom, Literal))
    told, where = piece(whole), run.span(given.node)
    if name in _SAME:
        made: Value = whole
        if isinstance(atom, Literal):
            made = literal(atom.value, where)
    elif name in _TEXTS:
        return as_text(whole)
    elif name == "joinpath":
        parts = [piece(value) for value in given.every()]
        made = _under([part or HOLE for part in (told, *parts)], where)
    elif name in ("with_name", "with_suffix"):
        made = _renamed(told, name, given, where)
    elif name in ("rename", "unlink", "rmdir") or (name == "replace" and len(given.every()) == 1):
        target = given.value(0, "target")
        if told is not None:
            moving.moved(run, told, place(target))
        made = UNKNOWN if target is None else target
    elif name in ("open", "read_text", "read_bytes") and isinstance(atom, Literal):
        mode = given.text(0, "mode") if name == "open" and given.positional else "r"
        return (
            one(OpenFile(told)) if mode is not None and mode.startswith("r") and told else UNKNOWN
        )
    else:
        return UNKNOWN if isinstance(atom, Family) else None
    return as_path(made) if is_path(atom) and name in _OF_PATHS else made


def _renamed(told: str | None, name: str, given: Given, where: Span) -> Value:
    """`path.with_name(name)`, `path.with_suffix(".h5ad")`."""
    last = given.text(0)
    if told is None or last is None or not is_whole(told):
        return UNKNOWN
    if name == "with_name":
        return literal("/".join([*told.split("/")[:-1], last]), where)
    head, dot, _ = told.rpartition(".")
    return literal((head if dot else told) + last, where)


def attribute(atom: Atom, name: str) -> Value | None:
    """Attributes of a path; None for anything else."""
    if isinstance(atom, Family):
        if name == "parent":
            return as_path(family([atom.pattern.rstrip("/").rpartition("/")[0]]))
        return one(Bound(atom, name))
    if not isinstance(atom, Literal) or not isinstance(atom.value, str):
        return None
    text = atom.value
    if name == "parent":
        head = literal(text.rstrip("/").rpartition("/")[0] or ".", atom.span)
        return as_path(head) if is_path(atom) else head
    if name in ("name", "stem"):
        last = text.rstrip("/").rpartition("/")[2]
        return literal(last if name == "name" else last.rpartition(".")[0] or last, atom.span)
    return None
