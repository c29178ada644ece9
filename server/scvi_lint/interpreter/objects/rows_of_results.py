"""A table of results in other forms: its first rows, under other names, through a function."""

from __future__ import annotations

from scvi_lint.interpreter.domain.definitions import Function
from scvi_lint.interpreter.domain.holders import DictObject
from scvi_lint.interpreter.domain.results import Table
from scvi_lint.interpreter.domain.values import UNKNOWN, Data, Ref, Symbol, Value, one
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import model_state
from scvi_lint.source.parser import nodes


def applied(run: Run, atom: Data, function: Function | Symbol, node: nodes.Expr) -> Value:
    """What a function makes of the table: `pipe(top)`, `apply(lambda rows: …)`."""
    call = node if isinstance(node, nodes.Call) else None
    written = call.arguments[0] if call is not None and call.arguments else None
    if call is None:
        call = nodes.Call(node.start, node.end, node, (), False, node.start, node.end)
    inner = Given(call)
    inner.positional = [(one(atom), written or nodes.Argument(node.start, node.end, None, call, 0))]
    return run.apply(function, inner)


def renamed(run: Run, atom: Data, table: Table, given: Given) -> Value:
    """`de.rename(columns={"proba_de": "p"})`, where the new names are spelled out."""
    value = given.keywords.get("columns")
    single = None if value is None or given.positional or given.open else value[0].single
    names = run.heap.get(single.id) if isinstance(single, Ref) else None
    if not isinstance(names, DictObject) or names.rest is not None or len(given.keywords) > 1:
        return UNKNOWN
    new = {old: name.text for old, name in names.items.items() if name.text is not None}
    return one(atom.holding(table.under(new))) if len(new) == len(names.items) else UNKNOWN


def first_ones(run: Run, atom: Data, node: nodes.Subscript) -> None:
    """`ranked[:20]`, `ranked.iloc[:20]`, `ranked.index[:20]`."""
    part = node.index
    if not isinstance(part, nodes.Slice) or part.lower is not None or part.step is not None:
        return
    if part.upper is not None and not _is_negative(part.upper):
        model_state.result_used(run, one(atom), "[:n]", node)


def _is_negative(node: nodes.Node) -> bool:
    return isinstance(node, nodes.UnaryOp) and node.op == "-"
