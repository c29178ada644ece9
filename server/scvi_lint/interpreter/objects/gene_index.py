"""What `adata[:, index]` does to the genes, by how the index is written."""

from __future__ import annotations

from scvi_lint.interpreter.domain.genes import Genes, part
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.values import Ref, Symbol
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.source.parser import nodes

_SHUFFLES = frozenset({"numpy.random.permutation"})


def taken(run: Run, identity: int, thing: Tracked, index: nodes.Expr, made: int) -> Genes:
    """The genes of the view `made`. Where it is not plain what was chosen, they are of unknown
    make: the same list may choose the same genes elsewhere."""
    known = thing.value("genes")
    before = known if isinstance(known, Genes) else None
    if _names_another(run, identity, index):
        return Genes("query", made)
    if before is None:
        return part(made)
    if isinstance(index, nodes.Slice):
        return _sliced(run, before, index, made)
    if _own_names_reordered(run, identity, index):
        return before.ordered(made)
    if isinstance(index, nodes.Subscript) and _is_own(run, identity, index.value, "var_names"):
        inner = index.index
        return _sliced(run, before, inner, made) if isinstance(inner, nodes.Slice) else part(made)
    if _is_own_mask(run, identity, index):
        return before.chosen(made)
    names = spread(run, run.evaluate(index)) if isinstance(index, nodes.ListExpr) else None
    if names and all(name.text is not None for name in names):
        return before.chosen(made, len({name.text for name in names}))
    return part(made)


def _sliced(run: Run, before: Genes, index: nodes.Slice, made: int) -> Genes:
    bounds = [_number(run, bound) for bound in (index.lower, index.upper, index.step)]
    if index.lower is None and index.upper is None and bounds[2] == -1:
        return before.ordered(made)
    given = (index.lower, index.upper, index.step)
    if any(bound is None for bound, node in zip(bounds, given, strict=True) if node is not None):
        return part(made)
    size = None if before.size is None else len(range(before.size)[slice(*bounds)])
    return before if size is not None and size == before.size else before.chosen(made, size)


def _number(run: Run, node: nodes.Expr | None) -> int | None:
    constant = None if node is None else run.evaluate(node).constant
    value = None if constant is None else constant.value
    return value if type(value) is int else None


def _names_another(run: Run, identity: int, index: nodes.Expr) -> bool:
    """Whether the index is the names of another object's genes: `query[:, adata.var_names]`."""
    if not isinstance(index, nodes.Attribute) or index.attr != "var_names":
        return False
    atom = run.evaluate(index.value).single
    return isinstance(atom, Ref) and atom.id != identity


def _own_names_reordered(run: Run, identity: int, index: nodes.Expr) -> bool:
    """`sorted(adata.var_names)`, `adata.var_names.sort_values()`, `adata.var_names[::-1]`, a
    random permutation of as many."""
    if isinstance(index, nodes.Subscript) and isinstance(index.index, nodes.Slice):
        bounds = index.index
        backwards = bounds.lower is bounds.upper is None and _number(run, bounds.step) == -1
        return backwards and _is_own(run, identity, index.value, "var_names")
    if not isinstance(index, nodes.Call):
        return False
    function = index.function
    if isinstance(function, nodes.Attribute) and function.attr == "sort_values":
        return _is_own(run, identity, function.value, "var_names")
    if len(index.arguments) != 1 or index.arguments[0].keyword is not None:
        return False
    only = index.arguments[0].value
    atom = run.evaluate(function).single
    path = atom.path if isinstance(atom, Symbol) else ""
    if path == "builtins.sorted":
        return _is_own(run, identity, only, "var_names")
    if path in _SHUFFLES:
        return any(_is_own(run, identity, only, name) for name in ("n_vars", "var_names"))
    return False


def _is_own_mask(run: Run, identity: int, index: nodes.Expr) -> bool:
    """`adata.var["highly_variable"]`, `adata.var.highly_variable`, of the object itself."""
    if isinstance(index, nodes.Subscript | nodes.Attribute):
        return _is_own(run, identity, index.value, "var")
    return False


def _is_own(run: Run, identity: int, node: nodes.Expr, attribute: str) -> bool:
    """Whether an expression is this attribute of the object itself."""
    if not isinstance(node, nodes.Attribute) or node.attr != attribute:
        return False
    atom = run.evaluate(node.value).single
    return isinstance(atom, Ref) and atom.id == identity
