"""What the nodes of a store say of themselves: their own files, and the copy of all of them.

A store may keep a copy of all node files in one (consolidated metadata), and libraries differ in
which of the two they believe. A node of which the two say different things is not looked at.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.evidence.child.bounds import LINKS, OutOfBounds
from scvi_lint.evidence.child.zarr.files import Files
from scvi_lint.evidence.child.zarr.layouts import Layout

if TYPE_CHECKING:
    from scvi_lint.json_values import Json, Table

NODE = 1 << 20  # bytes of one node file
ALL = 16 << 20  # bytes of the copy of all
_DIGITS = 40


class OtherForm(ValueError):
    """Metadata that are not of the form that the format prescribes."""


class Node(NamedTuple):
    """A node as it describes itself. A group has no layout."""

    attributes: Table
    layout: Layout | None


class Nodes:
    """The nodes of a store; each format has its own way of writing them."""

    names: tuple[str, ...]  # of the files that make a folder a node

    def __init__(self, files: Files) -> None:
        """Raises ValueError, OutOfBounds, OSError."""
        self._files = files
        self._copies = self.copies()
        if self._copies is not None and len(self._copies) > LINKS:
            raise OutOfBounds("a store has more than 20 000 nodes")

    def copies(self) -> dict[str, Table] | None:
        """What the consolidated metadata say of each path, None when there are none. Raises
        ValueError, OutOfBounds, OSError."""
        raise NotImplementedError

    def said(self, path: str) -> Table | None:
        """What a node's own files say. Raises ValueError, OutOfBounds, OSError."""
        raise NotImplementedError

    def made(self, said: Table) -> Node:
        """The node that is described so. Raises ValueError."""
        raise NotImplementedError

    def root(self) -> Node | None:
        """The group that is the store. Raises ValueError, OutOfBounds, OSError."""
        said = self.said("")
        found = None if said is None else self.made(said)
        return None if found is None or found.layout is not None else found

    def node(self, path: str) -> Node | None:
        """A node; None when there is none, or when it cannot be trusted. Never raises."""
        try:
            said = self.said(path)
            found = None if said is None else self.made(said)
            if found is None or self._copies is None:
                return found
            copy = self._copies.get(path)
            return found if copy is not None and _alike(self.made(copy), found) else None
        except (OSError, OutOfBounds, ValueError):
            return None

    def children(self, path: str) -> list[str]:
        """The names of a group's members, also those that are only copied."""
        start = path + "/" if path else ""
        found = {
            name
            for name in self._files.folders(path)
            if any(self._files.holds(f"{start}{name}/{one}") for one in self.names)
        }
        for copy in self._copies or ():
            if copy.startswith(start) and copy != path and "/" not in copy[len(start) :]:
                found.add(copy[len(start) :])
        return sorted(found)

    def read(self, path: str, name: str, most: int = NODE) -> Table | None:
        """A file of a node as JSON; None when there is none. Raises as `said`."""
        data = self._files.content(f"{path}/{name}" if path else name, most)
        return None if data is None else parsed(data)


def _alike(one: Node, other: Node) -> bool:
    """Whether two descriptions mean the same. They may be worded differently: what makes the copy
    may write what stands for nothing, and numbers otherwise."""
    if one.attributes != other.attributes:
        return False
    if one.layout is None or other.layout is None:
        return one.layout is other.layout
    if repr(one.layout.fill) != repr(other.layout.fill):  # NaN is not equal to itself
        return False
    return one.layout._replace(fill=None) == other.layout._replace(fill=None)


# --- JSON ---------------------------------------------------------------------------------------


def parsed(data: bytes) -> Table:
    """An object of JSON. Raises ValueError, also where readers would differ in what it says."""
    try:
        found: Json = json.loads(
            data, object_pairs_hook=_once, parse_int=_integer, parse_constant=str
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _once(pairs: list[tuple[str, Json]]) -> Table:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name that stands twice")
    return found


def _integer(text: str) -> int:
    if len(text) > _DIGITS:
        raise ValueError("a number of many digits")
    return int(text)
