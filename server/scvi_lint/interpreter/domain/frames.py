"""Tables of pandas, as far as their columns are known."""

from __future__ import annotations

from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.facts import Fact, join_facts
from scvi_lint.interpreter.domain.holders import same_entries


class Frame:
    """A table: a Fact of a `Column` for each column that is known, `open` when there may be more.

    Its rows are cells, as far as anybody knows.
    """

    __slots__ = ("columns", "open", "size")

    def __init__(self, columns: dict[str, Fact[Column]], open: bool) -> None:  # noqa: A002
        self.columns = columns
        self.open = open
        self.size = len(columns)

    def forgotten(self) -> Frame:
        """The same table; of its columns nothing is known any more."""
        return Frame({}, True)

    def having(self, name: str, known: Fact[Column]) -> Frame:
        """The same table with another column under this name."""
        return Frame({**self.columns, name: known}, self.open)

    def joined(self, other: object) -> Frame | None:
        if not isinstance(other, Frame):
            return None
        columns = {
            name: both
            for name in {**self.columns, **other.columns}
            if (both := join_facts(self.columns.get(name), other.columns.get(name))) is not None
        }
        if self.open >= other.open and same_entries(columns, self.columns):
            return self
        return Frame(columns, self.open or other.open)
