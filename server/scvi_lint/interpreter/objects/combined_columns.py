"""Columns put together of others, cell by cell: `obs["kind"] + "_" + obs["condition"]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.values import UNKNOWN, Data, Value, one
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.objects import columns

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

# Columns to which a text can be added.
_OF_WORDS = frozenset({"categorical", "string", "unknown"})
# Of more pairs of names, and of longer ones, no list is kept.
_MOST_PAIRS = 400
_LONGEST_NAME = 200


def added(left: Value, right: Value) -> Value | None:
    """`obs["batch"].astype(str) + "_2"`, `obs["kind"] + "_" + obs["condition"]`: each name with
    the text, or with each name of the other; None for anything else."""
    first, second = left.single, right.single
    if isinstance(first, Data) and isinstance(second, Data):
        return _of_both(first, second)
    for atom, text, behind in ((first, right, True), (second, left, False)):
        constant = text.constant
        if not isinstance(atom, Data) or constant is None or not isinstance(constant.value, str):
            continue
        content, word = atom.content, constant.value
        if not isinstance(content, Column) or content.kind not in _OF_WORDS:
            continue
        content, names = content.but(parts=parts_of(atom)), content.categories
        if names is None:
            return one(atom.holding(content)) if content.parts else None
        texts = [name for name in names if isinstance(name, str)]
        if len(texts) < len(names):
            continue
        if any(len(name) > _LONGEST_NAME for name in texts):
            return None
        made = columns.under(content, tuple(n + word if behind else word + n for n in texts))
        return one(atom.holding(made))
    return None


def parts_of(atom: Data) -> tuple[str, ...]:
    """The columns that the values of a column are put together of: at first itself."""
    content = atom.content
    if isinstance(content, Column) and content.parts:
        return content.parts
    return (atom.entry,) if atom.room == "obs" and atom.ref is not None and atom.entry else ()


def _of_both(first: Data, second: Data) -> Value | None:
    """Two columns put together cell by cell; of two objects or two lists nothing is said."""
    parts = [parts_of(first), parts_of(second)]
    together = first.ref is not None and first.ref == second.ref
    begun = bool(_column(first).parts or _column(second).parts)
    if not all(parts) or not (together or begun):
        return None
    made = both(_column(first), _column(second), (*parts[0], *parts[1]))
    return one(Data(made, first.certain and second.certain))


def joined(run: Run, atom: Data, given: Given) -> Value:
    """`obs["kind"].str.cat(obs["condition"], sep="_")`, also of several others."""
    others = given.value(0, "others")
    single = None if others is None else others.single
    listed = [others] if isinstance(single, Data) else spread(run, others or UNKNOWN)
    separator = given.value(1, "sep")
    between = "" if separator is None else separator.text
    column, parts, certain = _column(atom), parts_of(atom), atom.certain
    for other in listed or ():
        if other is None or between is None or not isinstance(other.single, Data):
            return one(Data(Column(), False))
        parts = (*parts, *parts_of(other.single))
        column = both(column, _column(other.single), parts, between)
        certain = certain and other.single.certain
    return one(Data(column if listed else Column(), bool(listed) and certain))


def _column(atom: Data) -> Column:
    return atom.content if isinstance(atom.content, Column) else Column()


def both(first: Column, second: Column, parts: tuple[str, ...], between: str = "") -> Column:
    """A column whose names are those of two columns, one behind the other."""
    names: tuple[str, ...] | None = None
    if first.categories is not None and second.categories is not None:
        pairs = len(first.categories) * len(second.categories)
        spelled = all(
            isinstance(n, str) and len(n) <= _LONGEST_NAME
            for n in (*first.categories, *second.categories)
        )
        if spelled and pairs <= _MOST_PAIRS:
            names = tuple(
                dict.fromkeys(
                    f"{a}{between}{b}" for a in first.categories for b in second.categories
                )
            )
    parts = tuple(dict.fromkeys(parts))
    closed = names is not None and first.closed and second.closed
    whole = first.missing is False and second.missing is False
    # Which of the pairs occur is not known.
    return Column(
        "categorical", names, closed, missing=False if whole else None, exact=False, parts=parts
    )
