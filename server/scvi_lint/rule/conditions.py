"""What is compared in a program: conditions by their cells, decoded values and measured ones."""

from __future__ import annotations

from collections.abc import Sequence

from scvi_lint.interpreter.domain.contents import DENOISED, Matrix
from scvi_lint.interpreter.domain.results import Summary
from scvi_lint.interpreter.events.kinds import Queried, Together
from scvi_lint.knowledge.columns import names_condition, names_donor
from scvi_lint.regex import regex
from scvi_lint.semantic.data_views import AnnDataView

_WORD = regex(r"[^\W_]+")


def condition_compared(
    data: AnnDataView | None, column: str, groups: Sequence[object], others: Sequence[object]
) -> str | None:
    """The condition in which groups of cells by this column differ, None if they do not.

    It is the column where its name says so, or where the program made it of the donors alone. A
    column that was put together of types and conditions compares conditions only where one group
    and the other are of two.
    """
    if names_condition(column):
        return column
    parts = () if data is None else data.made_of(column)[1:]
    if data is None or not parts:
        return None
    if all(map(names_donor, parts)) and len(parts) == 1:
        return column
    for part in parts:
        levels = data.levels(part) if names_condition(part) else None
        if levels is None or len(groups) != 1 or len(others) != 1:
            continue
        names = [name for name in levels.names if isinstance(name, str)]
        first, second = (
            {name for name in names if _spells(str(one), name)} for one in (groups[0], others[0])
        )
        if first and second and first.isdisjoint(second):
            return part
    return None


def held_against_cells(query: Queried) -> bool:
    """Whether something decoded is held against what was measured, or may well be."""
    for both in (*query.earlier(Together), *query.later(Together)):
        if both.other:
            return True
        sides = [one.of if isinstance(one, Summary) else one for one in (both.left, both.right)]
        if any(isinstance(side, Matrix) and side.scale != DENOISED for side in sides):
            return True
    return False


def _spells(text: str, name: str) -> bool:
    """Whether a name is one of the words that a text is put together of."""
    words, wanted = _WORD.findall(text), _WORD.findall(name)
    places = range(len(words) - len(wanted) + 1)
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in places)
