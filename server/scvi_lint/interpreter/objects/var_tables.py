"""The table of genes: what `adata.var.sort_index()` and `adata.var = adata.var.set_index("symbol")`
do to the genes and their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.facts import fact, resting
from scvi_lint.interpreter.domain.genes import Genes, Spelled
from scvi_lint.interpreter.domain.values import NONE, Room, Value
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import gene_index
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.heap import Tracked
    from scvi_lint.interpreter.engine.given import Given

_SORTS = frozenset({"sort_index", "sort_values"})
_RENAMES = frozenset({"set_index", "reset_index"})


def method(run: Run, identity: int, thing: Tracked, name: str, given: Given) -> Value | None:
    """What a method of `adata.var` gives; None for those that are nothing special there."""
    in_place = given.is_true("inplace")
    if name in _SORTS and in_place is False:
        return gene_index.reordered(run, gene_index.names(thing), given.node)
    names_rows = name in _RENAMES or (name == "rename" and "index" in given.keywords)
    if names_rows and in_place is True:
        rename(run, identity, given.node)
        return NONE
    return None


def renames(run: Run, source: nodes.Expr | None) -> int | None:
    """The object whose table of genes an expression takes with other names in its rows; None for
    any other expression. Columns are given by position, so sorting the rows renames genes, too."""
    renamed = False
    while isinstance(source, nodes.Call) and isinstance(source.function, nodes.Attribute):
        name = source.function.attr
        by_row = name == "rename" and any(one.keyword == "index" for one in source.arguments)
        renamed = renamed or by_row or name in _RENAMES | _SORTS
        source = source.function.value
    if not renamed or not isinstance(source, nodes.Attribute) or source.attr != "var":
        return None
    room = run.evaluate(source).single
    return room.ref if isinstance(room, Room) else None


def take_names(run: Run, owner: Value, names: Spelled) -> None:
    """The genes that were renamed just now have names which the program spells out."""
    for identity, thing in run.tracked(owner, "anndata"):
        known = thing.get(slots.GENES)
        if known is not None and known.value.how == "renamed":
            genes = known.value._replace(at=names)
            run.set_fact(identity, slots.GENES, resting(((genes, known.reasons),), known))


def rename(run: Run, identity: int, node: nodes.Node) -> None:
    """The genes have other names from here on."""
    thing = run.heap.tracked(identity)
    before, at = None if thing is None else thing.value(slots.GENES), run.site(node)
    renamed = before.renamed(at) if isinstance(before, Genes) else Genes("renamed", at)
    run.set_fact(identity, slots.GENES, fact(renamed, run.reason(node, "genes renamed here")))
