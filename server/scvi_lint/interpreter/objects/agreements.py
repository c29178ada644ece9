"""What a model predicted, compared with labels cell by cell: `(adata.obs["pred"] == truth)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.results import Agreement, Table
from scvi_lint.interpreter.domain.values import UNKNOWN, Data, Value, one
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Called
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

# The function that this operator is, for rules that look at scores.
EQUALS = "operator.eq"
# What counts how often both are the same, and what only looks at it in another form.
_COUNTS = frozenset("mean sum value_counts average count_nonzero nanmean nansum".split())
_SAME = frozenset("astype to_numpy tolist copy groupby ravel flatten".split())


def compared(
    run: Run, node: nodes.Expr, sides: tuple[tuple[Value, nodes.Expr], tuple[Value, nodes.Expr]]
) -> Value | None:
    """In which cells both are the same, where one of them is a prediction; None otherwise."""
    if not any(_is_prediction(value) for value, _ in sides):
        return None
    table, span = run.heap.snapshot(), run.span(node)
    arguments: dict[str, Argument] = {}
    for name, (value, part) in zip("ab", sides, strict=True):
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
    return one(Data(Agreement(call)))


def method(run: Run, atom: Data, name: str, given: Given) -> Value:
    """`.mean()` of it is the accuracy."""
    if name in _COUNTS and isinstance(atom.content, Agreement):
        _counted(run, atom.content)
    return one(atom) if name in _SAME else UNKNOWN


def given_to(run: Run, path: str, given: Given) -> None:
    """`np.mean(pred == labels)`, `sum(pred == labels)`."""
    value = given.value(0, "a", "x")
    atom = None if value is None else value.single
    counts = path.rpartition(".")[2] in _COUNTS
    if counts and isinstance(atom, Data) and isinstance(atom.content, Agreement):
        _counted(run, atom.content)


def _counted(run: Run, agreement: Agreement) -> None:
    """How often both agree is a score as others are."""
    run.emit(Called(run, agreement.call, None))


def _is_prediction(value: Value) -> bool:
    atom = value.single
    content = atom.content if isinstance(atom, Data) else None
    if isinstance(content, Table):
        return content.kind == "predict"
    return isinstance(content, Column) and content.made_by == "predict"
