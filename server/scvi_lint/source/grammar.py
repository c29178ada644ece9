"""tree-sitter's Python grammar, and its node kinds by number.

A kind's number is an attribute that costs no string, and it differs between releases of the
grammar, so tables are built from names when the module is imported. A name that this release of
the grammar does not know is left out of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from tree_sitter import Language, Node, Parser, Tree

T = TypeVar("T")


def _grammar() -> Any:
    """The grammar's extension module, without the package around it.

    That package imports `importlib.resources` for query files that nobody here wants, and with
    it pathlib, tempfile and zipfile: 7 ms of every start.
    """
    try:
        from importlib.machinery import PathFinder

        package = PathFinder.find_spec("tree_sitter_python")
        where = None if package is None else package.submodule_search_locations
        spec = PathFinder.find_spec("tree_sitter_python._binding", where)
        if spec is not None and spec.loader is not None:
            module = spec.loader.create_module(spec)
            if module is not None:
                spec.loader.exec_module(module)
                return module
    except (ImportError, AttributeError):
        pass
    import tree_sitter_python

    return tree_sitter_python


_POINTER: object = _grammar().language()  # a capsule; the stubs also know an older number
LANGUAGE = Language(_POINTER)
ERROR = 0xFFFF  # the number that tree-sitter gives to every ERROR node


def _numbers() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number in range(LANGUAGE.node_kind_count):
        name = LANGUAGE.node_kind_for_id(number)
        if name is not None and LANGUAGE.node_kind_is_named(number):
            found.setdefault(name, []).append(number)
    return found


_NUMBERS = _numbers()


def numbers(*names: str) -> frozenset[int]:
    """The numbers of these kinds."""
    return frozenset(number for name in names for number in _NUMBERS.get(name, ()))


class Table(dict[int, Callable[[Any, Node], T]]):
    """What to do with a node, by the number of its kind; `default` answers for the rest."""

    __slots__ = ("default",)

    def __init__(self, default: Callable[[Any, Node], T]) -> None:
        super().__init__()
        self.default = default

    def __missing__(self, number: int) -> Callable[[Any, Node], T]:
        return self.default

    def fill(self, rows: Iterable[tuple[str, Callable[[Any, Node], T]]]) -> None:
        """Add handlers; a row's first half names one kind or several, separated by blanks."""
        for names, handler in rows:
            for number in numbers(*names.split()):
                self[number] = handler


def grow(text: str) -> Tree:
    """The tree of an ASCII text, in which byte and character offsets are the same."""
    return Parser(LANGUAGE).parse(text.encode("ascii"))
