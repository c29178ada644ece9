"""Selections of cells: by columns, alone and together."""

from __future__ import annotations

from scvi_lint.interpreter.domain.values import Atom


class Mask(Atom):
    """A selection of cells by a column: `adata.obs["batch"] == "a"`, `.isin([...])`.

    `kept` are the categories that it keeps, None when they are not known; `also` are further
    selections that a cell must pass: `(a == 1) & (b == 2)`. It is not `whole` where there are more
    of which nothing is known. `by_name` when it is the names of these cells, not truth values or
    positions: `adata.obs_names[mask]`; `in_tuple` when it is their places in the tuple that
    `np.where(mask)` returns.
    """

    __slots__ = ("also", "by_name", "column", "in_tuple", "kept", "negated", "ref", "whole")

    def __init__(
        self,
        ref: int,
        column: str,
        kept: tuple[object, ...] | None,
        negated: bool = False,
        also: tuple[Mask, ...] = (),
        whole: bool = True,
        by_name: bool = False,
        in_tuple: bool = False,
    ) -> None:
        self.key = (ref, column, kept, negated, also, whole, by_name, in_tuple)
        self.in_tuple = in_tuple
        self.whole = whole
        self.by_name = by_name
        self.ref = ref
        self.column = column
        self.kept = kept
        self.negated = negated
        self.also = also

    @property
    def alone(self) -> Mask:
        """This selection, without the further ones."""
        return Mask(self.ref, self.column, self.kept, self.negated) if self.also else self

    @property
    def named(self) -> Mask:
        """The names of the cells that it chooses."""
        return Mask(self.ref, self.column, self.kept, self.negated, self.also, self.whole, True)

    def placed(self, in_tuple: bool) -> Mask:
        """The places of the cells that it chooses, alone or in a tuple."""
        told = (self.ref, self.column, self.kept, self.negated, self.also, self.whole)
        return self if self.in_tuple == in_tuple else Mask(*told, in_tuple=in_tuple)

    @property
    def unnamed(self) -> Mask:
        """Truth values of the cells that it chooses, by name or not."""
        return Mask(self.ref, self.column, self.kept, self.negated, self.also, self.whole)

    def keeps(self, name: object) -> bool:
        """Whether a category may remain, this column alone considered."""
        return self.kept is None or (name in self.kept) != self.negated


class Without(Atom):
    """A selection of all cells but those that pass all of these: `~((a == 1) & (b == 2))`."""

    __slots__ = ("masks",)

    def __init__(self, masks: tuple[Mask, ...]) -> None:
        self.key = masks
        self.masks = masks
