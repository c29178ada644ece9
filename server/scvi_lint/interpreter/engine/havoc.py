"""Code that cannot be followed was given objects: what it could have changed is only possible."""

from __future__ import annotations

from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.heap import EVERYTHING
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import frames


def unknown_call(run: Run, given: Given, rooms: frozenset[str] = EVERYTHING) -> None:
    """Code that we cannot see was given these objects: it may have changed them."""
    for value in given.every():
        frames.lose(run, value)
    values = [value for value in given.every() if run.reachable(value)]
    if not values:
        return
    callee = getattr(given.node, "function", None)
    name = "" if callee is None else run.text(run.span(callee))
    unseen = fact(name, run.reason(given.node, "given to code that cannot be followed"))
    for value in values:
        run.weaken(value, rooms, unseen=unseen)
