"""Objects by their number, in pages, so that a copy costs as little as what then changes.

Each event keeps the objects as they were before it. A plain dictionary for each would make a
long program cost the square of its length, in time and in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

BITS = 5
LOW = (1 << BITS) - 1

Page = tuple[Any, ...]
_EMPTY: Page = (None,) * (1 << BITS)


class Table:
    """An immutable mapping from small numbers to objects; None is no object."""

    __slots__ = ("pages",)

    def __init__(self, pages: tuple[Page, ...] = ()) -> None:
        self.pages = pages

    def get(self, number: int) -> Any:
        """The object of this number, None if there is none."""
        place = number >> BITS
        return self.pages[place][number & LOW] if 0 <= place < len(self.pages) else None

    def __contains__(self, number: int) -> bool:
        """Whether there is an object of this number."""
        return self.get(number) is not None

    def having(self, number: int, thing: Any) -> Table:
        """The same table with another object under a number."""
        place, at = number >> BITS, number & LOW
        pages = self.pages
        if place >= len(pages):
            pages = (*pages, *((_EMPTY,) * (place + 1 - len(pages))))
        page = pages[place]
        page = (*page[:at], thing, *page[at + 1 :])
        return Table((*pages[:place], page, *pages[place + 1 :]))

    def items(self) -> Iterator[tuple[int, Any]]:
        """The numbers and their objects, by number."""
        for place, page in enumerate(self.pages):
            if page is not _EMPTY:
                for at, thing in enumerate(page):
                    if thing is not None:
                        yield (place << BITS) | at, thing

    def __eq__(self, other: object) -> bool:
        """Whether both hold the very same objects."""
        if self is other:
            return True
        return (
            isinstance(other, Table)
            and len(self.pages) == len(other.pages)
            and all(
                a is b or all(x is y for x, y in zip(a, b, strict=True))
                for a, b in zip(self.pages, other.pages, strict=True)
            )
        )

    def __hash__(self) -> int:
        return id(self)

    def changes(self, other: Table) -> Iterator[tuple[int, Any, Any]]:
        """Number, own object and the other's, wherever they differ."""
        for place in range(max(len(self.pages), len(other.pages))):
            mine = self.pages[place] if place < len(self.pages) else _EMPTY
            theirs = other.pages[place] if place < len(other.pages) else _EMPTY
            if mine is not theirs:
                for at, (one, two) in enumerate(zip(mine, theirs, strict=True)):
                    if one is not two:
                        yield (place << BITS) | at, one, two

    def differing(self, other: Table) -> Iterator[tuple[int, Any, Any]]:
        """Number, own object and the other's, where the other one has an object that differs."""
        for place, theirs in enumerate(other.pages):
            mine = self.pages[place] if place < len(self.pages) else _EMPTY
            if mine is theirs:
                continue
            for at, thing in enumerate(theirs):
                if thing is not None and thing is not mine[at]:
                    yield (place << BITS) | at, mine[at], thing


NOTHING = Table()
