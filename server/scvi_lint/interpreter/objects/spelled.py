"""Names that the program spells out: where one expression stands with the same constants in it, it
gives the same names, in the same order, each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.genes import Spelled
from scvi_lint.interpreter.domain.holders import ListObject
from scvi_lint.interpreter.domain.values import Ref, Symbol
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run

# What gives the same for the same arguments.
_FUNCTIONS = frozenset(
    """builtins.range builtins.list builtins.tuple builtins.str builtins.sorted builtins.zip
    builtins.enumerate builtins.map numpy.arange numpy.array pandas.Index""".split()
)
_LONGEST = 2000


def spelled(run: Run, node: nodes.Expr) -> Spelled | None:
    """What tells an expression's value from any other's; None where it is not told by the text."""
    text = run.text(run.span(node))
    given: dict[str, object] = {}
    if not text or len(text) > _LONGEST or not _is_told(run, node, frozenset(), given):
        return None
    return Spelled(text, tuple(given.items()))


def _is_told(run: Run, node: nodes.Expr, own: frozenset[str], given: dict[str, object]) -> bool:
    """Whether an expression is made of constants; `own` are names that it binds itself."""
    if isinstance(node, nodes.Constant):
        return True
    if isinstance(node, nodes.Name):
        return node.id in own or _is_constant(run, node, given)
    if isinstance(node, nodes.Comprehension):
        return _is_comprehension_told(run, node, own, given)
    parts = _parts(run, node)
    return parts is not None and all(_is_told(run, part, own, given) for part in parts)


def _is_constant(run: Run, node: nodes.Name, given: dict[str, object]) -> bool:
    """A name that stands for a constant, or for a list of constants."""
    value = run.again(node)
    if value.constant is not None:
        given[node.id] = value.constant.value
        return True
    atom = value.single
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if not isinstance(thing, ListObject) or thing.rest is not None:
        return False
    items = [item.constant for item in thing.items]
    given[node.id] = tuple(item.value for item in items if item is not None)
    return bool(items) and all(item is not None for item in items)


def _is_comprehension_told(
    run: Run, node: nodes.Comprehension, own: frozenset[str], given: dict[str, object]
) -> bool:
    if node.kind not in ("list", "generator"):
        return False
    for target, source in node.clauses:
        if not _is_told(run, source, own, given):
            return False
        if target is None:  # a condition
            continue
        names = target.items if isinstance(target, nodes.TupleExpr) else (target,)
        if not all(isinstance(name, nodes.Name) for name in names):
            return False
        own |= {name.id for name in names if isinstance(name, nodes.Name)}
    return _is_told(run, node.element, own, given)


def _parts(run: Run, node: nodes.Expr) -> tuple[nodes.Expr, ...] | None:
    """What else an expression is made of; None for what may differ from one time to the next."""
    if isinstance(node, nodes.JoinedStr):
        return node.values
    if isinstance(node, nodes.ListExpr | nodes.TupleExpr):
        return node.items
    if isinstance(node, nodes.BinOp):
        return (node.left, node.right)
    if not isinstance(node, nodes.Call) or any(one.stars for one in node.arguments):
        return None
    callee = run.evaluate(node.function).single
    if not isinstance(callee, Symbol) or callee.path not in _FUNCTIONS:
        return None
    return tuple(one.value for one in node.arguments)
