"""How a program chooses cells, as far as the words of the choice tell."""

from __future__ import annotations

from scvi_lint.regex import regex
from scvi_lint.source.parser import nodes

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


def _column(node: nodes.Expr) -> str | None:
    """The name of a column that an expression reads: `obs["n_genes"]`, `obs.n_genes`."""
    if isinstance(node, nodes.Attribute):
        return node.attr
    if isinstance(node, nodes.Subscript) and isinstance(node.index, nodes.Constant):
        return node.index.value if isinstance(node.index.value, str) else None
    return None
