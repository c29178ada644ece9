"""Cells chosen by what belongs to the genes, and genes by what belongs to the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.masks import Mask, Without
from scvi_lint.interpreter.domain.values import Bound, Data, Ref, Room, Value
from scvi_lint.interpreter.events.kinds import AxisMixed
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.heap import Tracked
    from scvi_lint.interpreter.domain.values import Atom
    from scvi_lint.interpreter.engine.run import Run

TURNED = "turned here"


def look(run: Run, identity: int, thing: Tracked, index: Value, node: nodes.Subscript) -> None:
    """Whether `adata[cells, genes]` takes cells by a column of var, or genes by one of obs."""
    made = thing.get(slots.MADE)
    turned = made is None or any(reason.text == TURNED for reason in made.reasons)
    if thing.kind != "anndata" or turned:
        return
    written: list[tuple[nodes.Expr, Value]] = [(node.index, index)]
    atom = index.single
    if isinstance(node.index, nodes.TupleExpr):
        pair = run.heap.get(atom.id) if isinstance(atom, Ref) else None
        items = getattr(pair, "items", ())
        if len(items) != 2 or len(node.index.items) != 2:
            return
        written = list(zip(node.index.items, items, strict=True))
    for (place, value), axis in zip(written, ("obs", "var"), strict=False):
        of = _room_of(thing, identity, value.single)
        if of not in ("", axis):
            run.emit(AxisMixed(run, run.span(place), run.view(identity), of))


def _room_of(thing: Tracked, identity: int, atom: Atom | None) -> str:
    """The table of this very object that a selection was made of: "obs", "var"; "" if that is not
    known."""
    if isinstance(atom, Without):
        atom = atom.masks[0]
    if isinstance(atom, Mask):
        return "obs" if atom.ref == identity else ""
    if isinstance(atom, Bound) and isinstance(atom.receiver, Room):  # `adata.var.highly_variable`
        room = atom.receiver
        return room.room if room.ref == identity and room.room in ("obs", "var") else ""
    if not isinstance(atom, Data):
        return ""
    if isinstance(atom.content, Genes):
        own = thing.value(slots.GENES)
        known = own is not None and atom.content.root == own.root
        return "var" if known and atom.certain else ""
    return atom.room if atom.ref == identity and atom.room in ("obs", "var") else ""
