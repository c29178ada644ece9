"""Arithmetic with what a model returned: times a number, minus another one, and one."""

from __future__ import annotations

from scvi_lint.interpreter.domain.contents import AND_CHANGED
from scvi_lint.interpreter.domain.results import Table
from scvi_lint.interpreter.domain.values import Data, Literal, Value, one
from scvi_lint.interpreter.objects import forms_of_results, results

# What is added to a column before its logarithm is taken.
_TINY = 1e-2
# The values as they came, and one.
PLUS_ONE = "plus one"


def arithmetic(left: Value, right: Value, op: str = "") -> Value | None:
    """What a model decoded, times a number or over its own sums, is decoded still; samples of a
    model stay an array of their kind. None for anything else."""
    atoms = (*left.atoms, *right.atoms)
    found = [
        (atom, atom.content)
        for atom in atoms
        if isinstance(atom, Data) and isinstance(atom.content, Table)
    ]
    tables = [atom for atom, _ in found]
    others = sum(isinstance(atom, Literal) for atom in atoms)
    if not tables or not (left.atoms and right.atoms) or len(tables) + others != len(atoms):
        return None
    if op == "+" and len(tables) == 1 and found[0][1].column is not None:
        tiny = [atom.value for atom in atoms if isinstance(atom, Literal)]
        if all(type(number) is float and 0 < number < _TINY for number in tiny):
            return Value(tuple(tables), left.closed and right.closed)  # against the log of zero
    made_by = {table.call for _, table in found}
    samples = all(table.kind in results.ARRAYS for _, table in found)
    if not samples and not all(table.is_decoded for _, table in found):
        return None
    if len(made_by) > 1 and not samples:
        return _difference(left, right)
    plus_one = any(atom.value in (1, 1.0) for atom in atoms if isinstance(atom, Literal))
    made = (atom.holding(_computed(table, bool(others))) for atom, table in found)
    if op == "+" and plus_one:
        made = (atom.holding(_plus_one(table)) for atom, table in found)
    return Value(tuple(dict.fromkeys(made)), left.closed and right.closed)


def _plus_one(table: Table) -> Table:
    """What `np.log` makes the same of as `np.log1p` without it."""
    return table.taken(
        PLUS_ONE if table.part in (None, 0, forms_of_results.ROWS) else forms_of_results.COMPUTED
    )


def _difference(left: Value, right: Value) -> Value | None:
    """Of what two questions decoded: what a model computed still, on a scale of its own."""
    first, second = left.single, right.single
    if not isinstance(first, Data) or not isinstance(second, Data):
        return None
    if not isinstance(first.content, Table):
        return None
    return one(first.holding(first.content.taken(forms_of_results.COMPUTED).changed(AND_CHANGED)))


def _computed(table: Table, with_a_number: bool) -> Table:
    """What two tables make is on a scale of its own."""
    made = table.taken(forms_of_results.COMPUTED)
    return made if with_a_number or not made.is_decoded else made.changed(AND_CHANGED)
