"""Which genes an object holds: those that it was made with, and what was done to them since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

# So many changes are told apart; what went before them is forgotten.
_MOST_CHANGES = 8


class Spelled(NamedTuple):
    """Names that the program spells out: an expression as it is written, and the constants that
    stand in it by name."""

    text: str
    given: tuple[tuple[str, object], ...]


class Genes(NamedTuple):
    """A set of genes in an order: equal values are the same genes in the same order.

    `how` is "all" for those that an object was made with, "part" for a choice of them, "order" for
    the same in another order, "renamed", and "query" for those of another object; `at` the object
    or the place where that was done, for those of another object these, if they are known; `of`
    what it was done to, None where that is not known; `size` how many there are, if that is known.
    """

    how: str
    at: object
    of: Genes | None = None
    size: int | None = None

    def chosen(self, at: object, size: int | None = None) -> Genes:
        """A part of these."""
        return self._after("part", at, size)

    def ordered(self, at: object) -> Genes:
        """The same in another order."""
        return self._after("order", at, self.size)

    def renamed(self, at: object) -> Genes:
        """The same under other names."""
        return self._after("renamed", at, self.size)

    def _after(self, how: str, at: object, size: int | None) -> Genes:
        kept = self if sum(1 for _ in self.line) < _MOST_CHANGES else None
        return Genes(how, at, kept, size)

    @property
    def line(self) -> Iterator[Genes]:
        """These, then what they were made of, back to the first that is known."""
        one: Genes | None = self
        while one is not None:
            yield one
            one = one.of

    @property
    def meant(self) -> Genes:
        """These, or those of another object that they were chosen by name after."""
        return self.at if self.how == "query" and isinstance(self.at, Genes) else self

    @property
    def names(self) -> Spelled | None:
        """Their names, where the program spells them out (`objects.spelled`); None else."""
        return self.at if isinstance(self.at, Spelled) else None

    @property
    def root(self) -> Genes:
        """The first that is known."""
        return list(self.line)[-1]

    def on(self, root: Genes) -> Genes:
        """The same, made of other genes that are equal to the first."""
        if self.of is None:
            return root
        return self._replace(of=self.of.on(root))

    def since(self, other: Genes) -> list[str] | None:
        """What was done to `other` to get these; None where they are not made of it."""
        done: list[str] = []
        for one in self.line:
            if one == other or (one.names is not None and one.names == other.names):
                return done
            done.append(one.how)
        return None


def part(at: object) -> Genes:
    """A part of genes that are not known."""
    return Genes("part", at)
