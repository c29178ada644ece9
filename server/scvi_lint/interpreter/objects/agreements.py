"""What a model predicted, compared with labels cell by cell: `(adata.obs["pred"] == truth)`."""

from __future__ import annotations

from scvi_lint.interpreter.domain.contents import Column, Table
from scvi_lint.interpreter.domain.values import Data, Value
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Called
from scvi_lint.semantic.arguments import Argument, Call
from scvi_lint.source.parser import nodes

# The function that this operator is, for rules that look at scores.
EQUALS = "operator.eq"


def note(run: Run, node: nodes.Compare, left: Value, right: Value) -> None:
    """A comparison one side of which is a prediction is a score as others are."""
    if not (_is_prediction(left) or _is_prediction(right)):
        return
    table, span = run.heap.snapshot(), run.span(node)
    arguments: dict[str, Argument] = {}
    for name, value, part in (("a", left, node.left), ("b", right, node.rights[0])):
        where = run.span(part)
        arguments[name] = Argument(name, value, where, where, table, positional=True)
    call = Call(
        EQUALS,
        span,
        span,
        span,
        span,
        arguments,
        False,
        run.stack,
        run.guards,
        run.statement,
        False,
    )
    run.emit(Called(run, call, None))


def _is_prediction(value: Value) -> bool:
    atom = value.single
    content = atom.content if isinstance(atom, Data) else None
    if isinstance(content, Table):
        return content.kind == "predict"
    return isinstance(content, Column) and content.made_by == "predict"
