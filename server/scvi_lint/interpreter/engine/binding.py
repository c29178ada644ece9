"""From values to arguments: a call as events carry it, the items of a sequence."""

from __future__ import annotations

from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import Categories, Column, Matrix
from scvi_lint.interpreter.domain.values import (
    Data,
    Value,
    join_all,
    literal,
    one,
    opened,
)
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes


def make_call(
    run: Run, given: Given, function: str, parameters: tuple[str, ...], receiver: bool = False
) -> Call:
    """The call as events carry it: arguments under the names of the parameters they reach."""
    table = run.heap.snapshot()
    arguments: dict[str, Argument] = {}
    for index, (value, node) in enumerate(given.positional):
        name = parameters[index] if index < len(parameters) else f"*{index}"
        whole = _span(run, given, node)
        span = whole._replace(start=node.value.start, end=node.value.end)
        arguments[name] = Argument(
            name, value, span, whole, table, positional=True, splatted=node.stars > 0
        )
    for name, (value, node) in given.keywords.items():
        splatted = name in given.splatted
        whole = span = _span(run, given, node)
        if not splatted:
            span = whole._replace(start=node.value.start, end=node.value.end)
        always = name not in given.unsure
        arguments[name] = Argument(
            name, value, span, whole, table, splatted=splatted, always=always
        )
    node = given.node
    callee = node.function
    span = run.span(node)
    function_span = name_span = run.span(callee)
    if isinstance(callee, nodes.Attribute):
        name_span = Span(run.path, run.cell, callee.name_start, callee.end)
    return Call(
        function,
        span,
        name_span,
        function_span,
        Span(run.path, run.cell, node.inner_start, node.inner_end),
        arguments,
        given.open or len(given.positional) > len(parameters),
        run.stack,
        run.guards,
        run.statement,
        given.discarded,
        given.assigned,
    )


def _span(run: Run, given: Given, node: nodes.Argument) -> Span:
    """Where an argument stands: in the cell of the call, or where `partial` was called."""
    return Span(run.path, given.cells.get(node, run.cell), node.start, node.end)


def spread(run: Run, value: Value) -> list[Value] | None:
    """The items of a sequence when all of them are known, else None."""
    atom = value.single
    return None if atom is None else run.answers(atom).items(run, atom)


def element(run: Run, value: Value) -> Value:
    """What iterating over the value may give."""
    result = join_all([run.answers(atom).element(run, atom) for atom in value.atoms])
    return result if value.closed else opened(result)


def copied(run: Run, atom: Data, node: nodes.Node) -> Value:
    """A copy of a matrix has memory of its own; other contents have no identity."""
    content = atom.content
    if isinstance(content, Matrix):
        content = content.held_in(("copy", run.site(node, "copy"), content.buffer))
        return one(atom.holding(content))
    return one(atom)


def known_categories(atom: Data) -> list[Value] | None:
    """The items of `adata.obs["batch"].unique()` when they are all known."""
    content = atom.content
    column = content.column if isinstance(content, Categories) else content
    if isinstance(column, Column) and column.closed and column.categories is not None:
        return [literal(name) for name in column.categories]
    return None
