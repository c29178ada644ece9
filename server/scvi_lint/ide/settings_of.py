"""Whose settings a dictionary holds: `plan_kwargs={…}`, `plan_kwargs=dict(…)`, and a dictionary
that has a name and is given to a call of ours somewhere else, also as `**trainer_kwargs`."""

from __future__ import annotations

from scvi_lint.ide.choices import Asked
from scvi_lint.ide.cursor import InBraces, InCall
from scvi_lint.ide.insight import Insight
from scvi_lint.ide.moments import Spot
from scvi_lint.ide.resolve import Callee
from scvi_lint.ide.statements import walk
from scvi_lint.knowledge.signatures import Signature
from scvi_lint.source.parser import nodes


def taken_by(insight: Insight, where: InCall | InBraces, spot: Spot) -> Asked | None:
    """What takes the entries of the dictionary at the cursor; None if it is none of ours."""
    made = where.braces.node if where.braces is not None else None
    if made is None and isinstance(where, InCall) and _is_dict(where.call):
        made = where.call
    if made is None:
        return None
    around = where.around
    call: nodes.Call | None = None
    for node in reversed(around):
        if isinstance(node, nodes.Call) and node is not made:
            call = node
            break
    if call is not None:
        argument = next((one for one in call.arguments if one.value is made), None)
        return None if argument is None else _of_argument(insight, call, argument, spot[0], around)
    statement = next((node for node in around if getattr(node, "value", None) is made), None)
    if not isinstance(statement, nodes.Assign) or len(statement.targets) != 1:
        return None
    target = statement.targets[0]
    return _of_name(insight, target.id) if isinstance(target, nodes.Name) else None


def _is_dict(call: nodes.Call) -> bool:
    return isinstance(call.function, nodes.Name) and call.function.id == "dict"


def _of_argument(
    insight: Insight,
    call: nodes.Call,
    argument: nodes.Argument,
    cell: int,
    around: tuple[nodes.Node, ...],
) -> Asked | None:
    callee = insight.resolver.callee(call, (cell, call.start))
    if callee is None:
        return None
    signature: Signature | None = callee.signature
    if argument.stars != 2:
        name = argument.keyword or callee.positional(call.arguments.index(argument))
        signature = None if name is None else callee.signature.nested(name)
    if signature is None:
        return None
    settings = Callee(callee.path, callee.name, signature, callee.cls, callee.receiver)
    return Asked(insight, settings, call, (cell, call.start), around)


def _of_name(insight: Insight, name: str) -> Asked | None:
    """The first call of ours that is given what this name stands for."""
    for cell in insight.document.cells:
        if not cell.is_python or name not in cell.text:
            continue
        calls = [node for node in walk(cell) if isinstance(node, nodes.Call)]
        for call in sorted(calls, key=lambda one: one.start):
            for argument in call.arguments:
                if isinstance(argument.value, nodes.Name) and argument.value.id == name:
                    found = _of_argument(insight, call, argument, cell.index, (call,))
                    if found is not None:
                        return found
    return None
