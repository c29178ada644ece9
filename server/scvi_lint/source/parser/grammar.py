"""tree-sitter's Python grammar, and its node kinds by number.

A kind's number is an attribute that costs no string, and it differs between releases of the
grammar, so tables are built from names when the module is imported. A name that this release of
the grammar does not know is left out of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import thread_time
from typing import Generic, TypeVar

from tree_sitter import Language, Node, Parser, Tree

from scvi_lint import interruption

R = TypeVar("R")  # who reads the tree: `reader.Reader`
T = TypeVar("T")


def _grammar() -> Callable[[], object]:
    """What hands out the grammar, of its extension module, without the package around it.

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
                return vars(module)["language"]
    except (ImportError, KeyError):
        pass
    import tree_sitter_python

    return tree_sitter_python.language


_POINTER: object = _grammar()()  # a capsule; the stubs also know an older number
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


class Table(dict[int, Callable[[R, Node], T]], Generic[R, T]):
    """What to do with a node, by the number of its kind; `default` answers for the rest."""

    __slots__ = ("default",)

    def __init__(self, default: Callable[[R, Node], T]) -> None:
        super().__init__()
        self.default = default

    def __missing__(self, number: int) -> Callable[[R, Node], T]:
        return self.default

    def fill(self, rows: Iterable[tuple[str, Callable[[R, Node], T]]]) -> None:
        """Add handlers; a row's first half names one kind or several, separated by blanks."""
        for names, handler in rows:
            for number in numbers(*names.split()):
                self[number] = handler


# Shorter texts are read before anybody could be asked.
SHORT = 2_000
_PIECE = 1 << 16
# The parser asks every 100 operations: on ordinary programs once in 75 characters, on the most
# broken ones once in 20.
_CHARACTERS = 5
# What it does between two questions may take longer than it should, too.
_SECONDS = 4.0
_SECONDS_PER_MILLION = 1.0


class GivenUp(Exception):
    """The parser had not come further than `place` when it had done all that a text of this
    length is worth."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class Patience:
    """Tells the parser when to stop: what it does for a text grows with the length of the text."""

    __slots__ = ("left", "place", "until")

    def __init__(self, length: int) -> None:
        self.left = SHORT + length // _CHARACTERS
        self.until = thread_time() + _SECONDS + _SECONDS_PER_MILLION * length / 1e6
        self.place = 0

    def __call__(self, place: int, _: bool) -> bool:
        """Whether it must stop; `place` is how far it has come."""
        self.left -= 1
        self.place = max(self.place, place)
        return self.left < 0 or thread_time() > self.until or interruption.called_off()


def grow(text: str) -> Tree:
    """The tree of an ASCII text, in which byte and character offsets are the same.

    Raises GivenUp where a text would keep the parser busy for longer than it is worth.
    """
    data = text.encode("ascii")
    if len(data) <= SHORT:
        return Parser(LANGUAGE).parse(data)
    patience = Patience(len(data))
    try:
        return Parser(LANGUAGE).parse(
            lambda start, _: data[start : start + _PIECE], progress_callback=patience
        )
    except ValueError:
        interruption.check()
        raise GivenUp(patience.place) from None
