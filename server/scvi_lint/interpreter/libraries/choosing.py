"""`min`, `max` and `sorted` with a key: what is asked of each of many."""

from __future__ import annotations

from scvi_lint.interpreter.domain.values import UNKNOWN, Ref, Value, join_all
from scvi_lint.interpreter.engine.binding import element, spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run


def chosen(run: Run, given: Given) -> Value:
    """`min(models, key=lambda model: …)`: one of them; the key is asked of each."""
    value, key = given.value(0), given.pair(-1, "key")
    if value is None or len(given.positional) != 1:
        return UNKNOWN
    items = spread(run, value)
    each = items if items and run.may_unroll(given.node, len(items)) else [element(run, value)]
    if key is not None:
        for item in run.in_rounds(each):
            for function in key[0].atoms:
                inner = Given(given.node)
                inner.positional = [(item, key[1])]
                run.apply(function, inner)
    if not items or given.open:
        return UNKNOWN
    chosen = join_all(items)
    return chosen if any(isinstance(atom, Ref) for atom in chosen.atoms) else UNKNOWN
