"""tree-sitter for Python in a browser, where its own bindings do not run: the parser is
web-tree-sitter's, and what it grew comes over as flat arrays, one entry for each node.

Only what scvi-lint asks of the package `tree_sitter` is here, under the same names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

from js import parserOfScviLint as _parser  # type: ignore[import-not-found]

_NAMED, _MISSING, _ERROR = 1, 2, 4


class Language:
    """The grammar's node kinds."""

    def __init__(self, pointer: object) -> None:
        names, named = _parser.kinds().to_py()
        self._names: list[str | None] = list(names)
        self._named: list[bool] = list(named)
        self.node_kind_count = len(self._names)

    def node_kind_for_id(self, number: int) -> str | None:
        return self._names[number]

    def node_kind_is_named(self, number: int) -> bool:
        return self._named[number]


class Point(NamedTuple):
    row: int
    column: int


class Tree:
    """The nodes of a text in the order of their beginnings: each has its kind, where it starts and
    ends, flags, the field that it fills, and the number of the first node behind it."""

    __slots__ = ("ends", "fields", "flags", "kinds", "lines", "names", "past", "starts")

    def __init__(self, told: Any, text: str) -> None:
        self.kinds, self.starts, self.ends, self.flags, self.fields, self.past = (
            column.to_py().tolist() for column in told
        )
        self.names: list[str | None] = _parser.fields().to_py()
        self.lines = [0]
        place = text.find("\n")
        while place >= 0:
            self.lines.append(place + 1)
            place = text.find("\n", place + 1)

    @property
    def root_node(self) -> Node:
        return Node(self, 0)


class Node:
    __slots__ = ("_number", "_tree", "end_byte", "kind_id", "start_byte")

    def __init__(self, tree: Tree, number: int) -> None:
        self._tree = tree
        self._number = number
        self.kind_id: int = tree.kinds[number]
        self.start_byte: int = tree.starts[number]
        self.end_byte: int = tree.ends[number]

    def _below(self) -> list[int]:
        past = self._tree.past
        found: list[int] = []
        number, last = self._number + 1, past[self._number]
        while number < last:
            found.append(number)
            number = past[number]
        return found

    @property
    def children(self) -> list[Node]:
        return [Node(self._tree, number) for number in self._below()]

    @property
    def named_children(self) -> list[Node]:
        tree = self._tree
        return [Node(tree, number) for number in self._below() if tree.flags[number] & _NAMED]

    def child_by_field_name(self, name: str) -> Node | None:
        tree = self._tree
        for number in self._below():
            if tree.names[tree.fields[number]] == name:
                return Node(tree, number)
        return None

    @property
    def type(self) -> str:
        return _kinds().node_kind_for_id(self.kind_id) or "ERROR"

    @property
    def is_named(self) -> bool:
        return bool(self._tree.flags[self._number] & _NAMED)

    @property
    def is_missing(self) -> bool:
        return bool(self._tree.flags[self._number] & _MISSING)

    @property
    def has_error(self) -> bool:
        return bool(self._tree.flags[self._number] & _ERROR)

    @property
    def descendant_count(self) -> int:
        return self._tree.past[self._number] - self._number

    @property
    def start_point(self) -> Point:
        return self._point(self.start_byte)

    @property
    def end_point(self) -> Point:
        return self._point(self.end_byte)

    def _point(self, place: int) -> Point:
        row = bisect_right(self._tree.lines, place) - 1
        return Point(row, place - self._tree.lines[row])

    def walk(self) -> TreeCursor:
        return TreeCursor(self._tree, self._number)


class TreeCursor:
    __slots__ = ("_above", "_number", "_tree")

    def __init__(self, tree: Tree, number: int) -> None:
        self._tree = tree
        self._number = number
        self._above: list[int] = []

    @property
    def node(self) -> Node:
        return Node(self._tree, self._number)

    def goto_first_child(self) -> bool:
        if self._tree.past[self._number] == self._number + 1:
            return False
        self._above.append(self._number)
        self._number += 1
        return True

    def goto_next_sibling(self) -> bool:
        past = self._tree.past
        if not self._above or past[self._number] >= past[self._above[-1]]:
            return False
        self._number = past[self._number]
        return True

    def goto_parent(self) -> bool:
        if not self._above:
            return False
        self._number = self._above.pop()
        return True


class Parser:
    def __init__(self, language: Language) -> None:
        self._language = language

    def parse(
        self, source: Any, *, progress_callback: Callable[[int, bool], bool] | None = None
    ) -> Tree:
        """The tree of a text, or of what a function hands out of it; ValueError when the callback
        has it stop."""
        text = (source if isinstance(source, bytes) else _whole(source)).decode("ascii")
        told = _parser.grow(text, progress_callback)
        if told is None:
            raise ValueError("Parsing failed")
        return Tree(told, text)


def _whole(read: Callable[[int, Any], bytes]) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := read(size, None):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


_known: list[Language] = []


def _kinds() -> Language:
    if not _known:
        _known.append(Language(None))
    return _known[0]
