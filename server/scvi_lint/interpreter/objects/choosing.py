"""How a program chooses cells: what the words of the choice tell, and what it tells of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.facts import Reason, fact
from scvi_lint.interpreter.domain.heap import Facts
from scvi_lint.regex import regex
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.masks import Mask

_ORDER = frozenset({"<", "<=", ">", ">="})
# What is measured in a cell: how much was read of it, how much of that is mitochondrial.
_MEASURE = regex(
    r"(?i)n_?genes.*|n_?counts?|n_?umis?|ncount_.*|nfeature_.*|(?:log1p_)?(?:total|n)_(?:counts|"
    r"features).*|(?:pct|percent|frac|fraction)_.*|.*_(?:pct|percent|frac)|(?:percent\.)?(?:mt|mito).*|"
    r"doublet_?scores?|scrublet_?scores?"
)


def by_measures(index: nodes.Expr) -> bool:
    """Whether cells are chosen by their quality alone: `adata[adata.obs.pct_counts_mt < 5]`.

    Such a choice takes cells out whatever other columns say of them.
    """
    if isinstance(index, nodes.TupleExpr) and index.items:
        return by_measures(index.items[0])
    if isinstance(index, nodes.BinOp):
        return index.op in ("&", "|") and by_measures(index.left) and by_measures(index.right)
    if isinstance(index, nodes.UnaryOp):
        return index.op == "~" and by_measures(index.operand)
    if not isinstance(index, nodes.Compare) or not set(index.ops) <= _ORDER:
        return False
    named = [_column(part) for part in (index.left, *index.rights)]
    told = [name for name in named if name is not None]
    return len(told) == 1 and _MEASURE.fullmatch(told[0]) is not None


def first_of(index: nodes.Expr | None) -> int | None:
    """How many cells `adata[:80]` takes at most."""
    if not isinstance(index, nodes.Slice) or index.lower is not None:
        return None
    upper = index.upper
    most = upper.value if isinstance(upper, nodes.Constant) else None
    return most if type(most) is int and most > 0 else None


def _column(node: nodes.Expr) -> str | None:
    """The name of a column that an expression reads: `obs["n_genes"]`, `obs.n_genes`."""
    if isinstance(node, nodes.Attribute):
        return node.attr
    if isinstance(node, nodes.Subscript) and isinstance(node.index, nodes.Constant):
        return node.index.value if isinstance(node.index.value, str) else None
    return None


def know_kept(facts: Facts, mask: Mask, reason: Reason) -> None:
    """Of a column of which nothing was known, the values by which cells were chosen are all."""
    key = slots.OBS(mask.column)
    known = facts.get(key)
    column = known.value if known is not None else None
    if known is not None and not (isinstance(column, Column) and column.categories is None):
        return
    kind = "categorical" if all(isinstance(one, str) for one in mask.kept or ()) else "unknown"
    made_by = column.made_by if isinstance(column, Column) else ""
    less = Column(kind, mask.kept, True, made_by, missing=False, exact=False)
    facts[key] = fact(less, reason)


def know_left_out(facts: Facts, mask: Mask, reason: Reason) -> None:
    """Of a column of which nothing else was known, the values whose cells were taken out."""
    key = slots.OBS(mask.column)
    known = facts.get(key)
    column = Column() if known is None else known.value
    if not isinstance(column, Column) or column.categories is not None:
        return
    if known is not None and (len(known.options) > 1 or not known.certain):
        return
    gone = tuple(dict.fromkeys((*column.lacks, *(mask.kept or ()))))
    reasons = () if known is None else known.reasons
    facts[key] = fact(column.but(lacks=gone), *reasons, reason)
