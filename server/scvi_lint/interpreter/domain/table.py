"""Objects by their number, in pages on shelves, so that a copy costs as little as what changes.

Each event keeps the objects as they were before it. A plain dictionary for each would make a
long program cost the square of its length, in time and in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

BITS = 5  # of a number, for its place on a page, and as many for the page's place on a shelf
LOW = (1 << BITS) - 1
SHELF = 2 * BITS


class Thing(Protocol):
    """What stands in a table: a version of an object, which does not change."""

    @property
    def size(self) -> int:
        """How many entries it holds."""
        ...

    def joined(self, other: object) -> Thing | None:
        """One of the two paths was taken; None where they are of different kinds."""
        ...

    def forgotten(self) -> Thing:
        """The same object, of whose entries nothing is known any more."""
        ...


Page = tuple[Thing | None, ...]
Shelf = tuple[Page, ...]
_EMPTY: Page = (None,) * (1 << BITS)
_BARE: Shelf = (_EMPTY,) * (1 << BITS)


class Table:
    """An immutable mapping from small numbers to objects; None is no object."""

    __slots__ = ("shelves",)

    def __init__(self, shelves: tuple[Shelf, ...] = ()) -> None:
        self.shelves = shelves

    def get(self, number: int) -> Thing | None:
        """The object of this number, None if there is none."""
        place = number >> SHELF
        if 0 <= place < len(self.shelves):
            return self.shelves[place][number >> BITS & LOW][number & LOW]
        return None

    def __contains__(self, number: int) -> bool:
        """Whether there is an object of this number."""
        return self.get(number) is not None

    def having(self, number: int, thing: Thing | None) -> Table:
        """The same table with another object, or with none, under a number."""
        place, on, at = number >> SHELF, number >> BITS & LOW, number & LOW
        shelves = self.shelves
        if place >= len(shelves):
            shelves = (*shelves, *((_BARE,) * (place + 1 - len(shelves))))
        shelf = shelves[place]
        page = shelf[on]
        page = (*page[:at], thing, *page[at + 1 :])
        shelf = (*shelf[:on], page, *shelf[on + 1 :])
        return Table((*shelves[:place], shelf, *shelves[place + 1 :]))

    def items(self) -> Iterator[tuple[int, Thing]]:
        """The numbers and their objects, by number."""
        for number, _, thing in NOTHING.differing(self):
            yield number, thing

    def __eq__(self, other: object) -> bool:
        """Whether both hold the very same objects."""
        if self is other:
            return True
        return isinstance(other, Table) and next(self.changes(other), None) is None

    def __hash__(self) -> int:
        return id(self)

    def changes(self, other: Table) -> Iterator[tuple[int, Thing | None, Thing | None]]:
        """Number, own object and the other's, wherever they differ."""
        for first, mine, theirs in self._pages(other):
            for at, (one, two) in enumerate(zip(mine, theirs, strict=True)):
                if one is not two:
                    yield first | at, one, two

    def differing(self, other: Table) -> Iterator[tuple[int, Thing | None, Thing]]:
        """Number, own object and the other's, where the other one has an object that differs."""
        for first, mine, theirs in self._pages(other):
            for at, thing in enumerate(theirs):
                if thing is not None and thing is not mine[at]:
                    yield first | at, mine[at], thing

    def _pages(self, other: Table) -> Iterator[tuple[int, Page, Page]]:
        """The pages that are not one and the same, and the number that begins them."""
        for place in range(max(len(self.shelves), len(other.shelves))):
            mine = self.shelves[place] if place < len(self.shelves) else _BARE
            theirs = other.shelves[place] if place < len(other.shelves) else _BARE
            if mine is not theirs:
                for on, (one, two) in enumerate(zip(mine, theirs, strict=True)):
                    if one is not two:
                        yield place << SHELF | on << BITS, one, two


NOTHING = Table()
