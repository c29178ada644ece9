"""The forms of what the shards and tables of this folder hold.

`build` writes them and the modules here read them, so nothing is checked when they are opened: a
shard of another form is a broken installation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from typing_extensions import Required

# A value of JSON; its place says of which type. What holds from a release on is a row of the
# number of that release and the value (see `shelf.at`).
Cell = Any
Row = list[Cell]
Rows = list[Row]
Record = dict[str, Cell]


class FunctionRecord(TypedDict, total=False):
    """A function in one release. Kinds are `f` function, `s` static, `c` class method and `p`
    property; where none is told, it is a method."""

    k: str
    p: Required[Rows]  # parameters: name, kind, default, annotation, choices
    f: Rows  # where what was given is handed on: source, callee, …
    x: dict[str, list[str]]  # keys that are taken out of a dictionary of settings
    n: dict[str, list[str]]  # those of them that it must have
    s: Rows  # fields that a set-up registers
    u: int  # whether it refuses what was not trained
    o: list[str]  # arguments that are overwritten
    d: Rows  # warnings that something is obsolete


class ClassRecord(TypedDict, total=False):
    """A class in one release: its bases in their order, and what its body says."""

    order: Required[list[str]]
    attributes: dict[str, str]
    assigned: list[list[str]]
    logs: Record
    metrics: list[str]
