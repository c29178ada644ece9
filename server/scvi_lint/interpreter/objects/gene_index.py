"""The names of genes as values, and what `adata[:, index]` does to the genes.

`adata.var_names` is the genes that the object has just then: a Data of `Genes`. A slice of it, a
sorted list of it, a mask on it are genes, too, and who is indexed by them has these very genes in
this order, whosever they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.genes import Genes, part
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.values import UNKNOWN, Data, Literal, Ref, Value, one
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

# Methods of an index, and functions, after which it is the same names in the same order.
_KEEPS = frozenset("copy tolist to_list to_numpy astype unique to_series ravel".split())
_LEAVES_OUT = frozenset("intersection difference drop".split())


def names(thing: Tracked) -> Value:
    """`adata.var_names`, `adata.var.index`."""
    known = thing.get("genes")
    if known is None or not isinstance(known.value, Genes):
        return UNKNOWN
    return one(Data(known.value, known.certain, doubt=known.doubt))


def genes_in(value: Value | None) -> Genes | None:
    """The genes whose names a value certainly is."""
    atom = None if value is None else value.single
    known = isinstance(atom, Data) and atom.certain and isinstance(atom.content, Genes)
    return atom.content if known and isinstance(atom, Data) else None


def method(run: Run, atom: Data, name: str, given: Given) -> Value:
    """What a method of names gives."""
    at = run.site(given.node)
    if name in _KEEPS:
        return one(atom)
    if name == "sort_values":
        return one(atom.holding(atom.content.ordered(at)))
    if name == "isin" and all(item.text for item in spread(run, given.value(0) or UNKNOWN) or ()):
        return one(atom.holding(atom.content.chosen(at)))  # a mask, which chooses the same
    return one(atom.holding(part(at))) if name in _LEAVES_OUT else UNKNOWN


def reordered(run: Run, value: Value, node: nodes.Node) -> Value | None:
    """`sorted(adata.var_names)`, `np.random.permutation(adata.var_names)`; None for no names."""
    atom = value.single
    if not isinstance(atom, Data) or not isinstance(atom.content, Genes):
        return None
    return one(atom.holding(atom.content.ordered(run.site(node))))


def item(run: Run, atom: Data, index: Value, node: nodes.Subscript) -> Value:
    """`adata.var_names[:50]`, `adata.var_names[adata.var["highly_variable"]]`."""
    genes, at = atom.content, run.site(node)
    if isinstance(node.index, nodes.Slice):
        return one(atom.holding(_sliced(run, genes, node.index, at)))
    if isinstance(index.single, Literal):
        return UNKNOWN  # one name
    mask = index.single
    if isinstance(mask, Data) and mask.room == "var":
        return one(atom.holding(genes.chosen(at)))
    return one(atom.holding(part(at)))


def taken(
    run: Run, identity: int, thing: Tracked, index: nodes.Expr, made: int, value: Value
) -> Genes:
    """The genes of the view `made`; `value` is the index. Where it is not plain what was chosen,
    they are of unknown make: the same list may choose the same genes elsewhere."""
    known = thing.value("genes")
    before = known if isinstance(known, Genes) else None
    named = genes_in(value)
    if named is not None:
        own = before is not None and before.root == named.root
        return named if own else Genes("query", named.meant, None, named.size)
    if isinstance(index, nodes.Attribute) and index.attr == "var_names":
        return Genes("query", made)  # those of another object
    if before is None:
        return part(made)
    if isinstance(index, nodes.Slice):
        return _sliced(run, before, index, made)
    if _is_shuffle(run, identity, index):
        return before.ordered(made)
    mask = value.single
    if isinstance(mask, Data) and mask.room == "var" and mask.ref == identity:
        return before.chosen(made)
    listed = spread(run, value)
    if listed and all(name.text is not None for name in listed):
        return before.chosen(made, len({name.text for name in listed}))
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


def _is_shuffle(run: Run, identity: int, index: nodes.Expr) -> bool:
    """`np.random.permutation(adata.n_vars)`: its numbers in another order."""
    if not isinstance(index, nodes.Call) or len(index.arguments) != 1:
        return False
    only, function = index.arguments[0].value, index.function
    if not isinstance(only, nodes.Attribute) or only.attr not in ("n_vars", "n_var"):
        return False
    shuffles = isinstance(function, nodes.Attribute) and function.attr == "permutation"
    atom = run.evaluate(only.value).single
    return shuffles and isinstance(atom, Ref) and atom.id == identity
