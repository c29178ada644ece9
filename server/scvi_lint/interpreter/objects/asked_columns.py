"""`if "lfc_mean" in de.columns:` where nothing else is done when it is not there."""

from __future__ import annotations

from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import model_state
from scvi_lint.source.parser import nodes


def note(run: Run, test: nodes.If, leaves: bool) -> None:
    """Tell of the columns that a condition waits for; `leaves` when its branch goes on nowhere.

    Who has another branch for tables without the column knows that there are such.
    """
    if test.orelse:
        return
    todo = [test.test]
    while todo:
        part = todo.pop()
        if isinstance(part, nodes.BoolOp) and part.op == "and" and not leaves:
            todo += [part.left, part.right]
        elif isinstance(part, nodes.Compare) and part.ops == (("not in",) if leaves else ("in",)):
            column = run.evaluate(part.left).text
            if column is not None:
                model_state.column_asked(run, run.evaluate(part.rights[0]), column, part)
