"""Some values of a matrix are overwritten where they are: `X[X > 0] = 1`, `X.data[:] = 1`,
`adata.X[adata.X > cap] = np.nan`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import LIKELY, Matrix
from scvi_lint.interpreter.domain.facts import resting
from scvi_lint.interpreter.domain.values import Data, Value, one
from scvi_lint.interpreter.objects import columns, scales
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run

# Which values are not zero, as a program asks for them; whole numbers from one on.
_NOT_ZERO = frozenset({(">", 0), ("!=", 0), (">=", 1), (">", 1), (">=", 2), (">", 0.5)})


def item(run: Run, atom: Data, value: Value, node: nodes.Node) -> bool:
    """`X[index] = value`: whether it is known what the matrix holds from here on."""
    content = atom.content
    if not isinstance(content, Matrix) or not isinstance(node, nodes.Subscript):
        return False
    if columns.is_missing(value):
        sure = _certainly_some(node)
        return _put(run, atom, content.with_holes(True if sure else LIKELY), node, "set to NaN")
    if content.holes and _asks_for_missing(run, node.index):
        return _put(run, atom, content.with_holes(False), node, "filled")
    constant = value.constant
    if constant is None or constant.value not in (0, 1):
        return False
    if constant.value == 1 and content.scale in scales.WHOLE and _all_but_zeros(run, node):
        return _put(run, atom, scales.binary(content, content.buffer), node, "binarised")
    return False


def stored_values(run: Run, atom: Data, value: Value, node: nodes.Node) -> bool:
    """`X.data = values`: the stored values of a sparse matrix become others."""
    new = value.single
    if not isinstance(atom.content, Matrix) or not isinstance(new, Data):
        return False
    made = new.content
    if not isinstance(made, Matrix) or made.buffer == atom.content.buffer:
        return False
    return _put(run, atom, made.held_in(atom.content.buffer), node, "changed")


def filled(run: Run, atom: Data, value: Value, node: nodes.Node) -> None:
    """`X.data.fill(1)`"""
    content = atom.content
    function = node.function if isinstance(node, nodes.Call) else node
    target = function.value if isinstance(function, nodes.Attribute) else function
    of_stored = isinstance(target, nodes.Attribute) and target.attr == "data"
    if isinstance(content, Matrix) and value.is_literal(1) and of_stored:
        _put(run, atom, scales.binary(content, content.buffer), target, "binarised")
    else:
        columns.changed_in_place(run, atom)


def _put(run: Run, atom: Data, made: Matrix, node: nodes.Node, what: str) -> bool:
    """The matrix of an object, or the array that a name holds, is this from here on."""
    if atom.ref is None:
        base = node
        while isinstance(base, nodes.Subscript | nodes.Attribute):
            base = base.value
        if isinstance(base, nodes.Name):
            run.rebind(base.id, one(atom.holding(made)))
        return True
    key = slots.held(atom.room, atom.entry)
    thing = run.heap.tracked(atom.ref)
    known = None if thing is None else thing.get(key)
    if known is None:
        return False
    reason = run.reason(node, f"{atom.entry or 'X'} {what} here")
    run.set_fact(atom.ref, key, resting(((made, (*known.reasons, reason)),), known))
    return True


def _certainly_some(node: nodes.Subscript) -> bool:
    """Whether an index certainly takes some values: numbers, all of them, those that are zero."""
    index = node.index
    parts = index.items if isinstance(index, nodes.TupleExpr) else (index,)
    if all(isinstance(part, nodes.Constant | nodes.Slice) for part in parts):
        return True
    if not isinstance(index, nodes.Compare) or len(index.ops) != 1:
        return False
    right = index.rights[0]
    bound = right.value if isinstance(right, nodes.Constant) else None
    return (index.ops[0], bound) in {("==", 0), ("<=", 0), ("<", 1)}


def _all_but_zeros(run: Run, node: nodes.Subscript) -> bool:
    """Whether an index takes all values that are not zero: `X.data[:]`, `X[X > 0]`."""
    target, index = node.value, node.index
    of_stored = isinstance(target, nodes.Attribute) and target.attr == "data"
    whole = isinstance(index, nodes.Slice) and index.lower is index.upper is index.step is None
    if whole or (isinstance(index, nodes.Constant) and index.value is Ellipsis):
        return of_stored
    text = run.text(run.span(target))
    if isinstance(index, nodes.Compare) and len(index.ops) == 1:
        right = index.rights[0]
        bound = right.value if isinstance(right, nodes.Constant) else None
        return (index.ops[0], bound) in _NOT_ZERO and run.text(run.span(index.left)) == text
    if isinstance(index, nodes.Call) and isinstance(index.function, nodes.Attribute):
        of_itself = run.text(run.span(index.function.value)) == text
        return index.function.attr == "nonzero" and of_itself and not index.arguments
    return False


def _asks_for_missing(run: Run, index: nodes.Expr) -> bool:
    """`X[np.isnan(X)] = 0`"""
    return isinstance(index, nodes.Call) and "isna" in run.text(run.span(index.function))
