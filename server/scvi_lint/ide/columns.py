"""Which entries of the data fit an argument, the likeliest first.

Pure: facts of a room in, their names in order out. What cannot be meant – a float as a batch, text
as a number – is left out where it is certain, and comes last where it is only possible.
"""

from __future__ import annotations

from collections.abc import Mapping

from scvi_lint.interpreter.domain.contents import (
    AS_READ,
    BINARY,
    COUNTS,
    FRACTIONAL,
    Column,
    Matrix,
)
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.regex import regex

BATCH, LABEL, CATEGORY, NUMBER, SIZE = "batch", "label", "category", "number", "size"

_NAMES = {
    BATCH: regex(
        r"(?i)batch|sample|donor|patient|subject|individual|librar|lane|chemistry|assay|tech|"
        r"protocol|platform|\bsite|cent(er|re)|dataset|study|plate|channel|experiment|replicate|"
        r"orig\.ident|pool|cohort|project|\brun|animal|mouse"
    ),
    LABEL: regex(
        r"(?i)cell.?type|celltype|annot|label|cluster|leiden|louvain|lineage|ontology|identity|"
        r"subclass|compartment|cell.?state|majority_voting"
    ),
    SIZE: regex(r"(?i)size|total|n_counts|n_umi|librar|depth"),
}
_GROUPINGS = ("leiden", "louvain", "predict")  # what computed a column that names kinds of cells
# A column with more levels than this, or one for every other cell, tells cells apart, not groups.
_MANY = 200
_NEVER = 99
_LAST = 90


def fitting(
    entries: Mapping[str, Fact[object]], wanted: str, n_obs: int | None = None
) -> list[str]:
    """The columns that fit, the likeliest first; those that fit alike stay in order."""
    ranks = {name: _rank(name, known, wanted, n_obs) for name, known in entries.items()}
    return sorted((name for name, rank in ranks.items() if rank < _NEVER), key=lambda n: ranks[n])


def matrices(entries: Mapping[str, Fact[object]]) -> list[str]:
    """The layers, those that may be counts first."""
    return sorted(entries, key=lambda name: _scale_rank(entries[name].value))


def _scale_rank(value: object) -> int:
    scale = value.scale if isinstance(value, Matrix) else ""
    if scale in (COUNTS, BINARY):
        return 0
    return 1 if scale in (FRACTIONAL, AS_READ, "") else 2


def _rank(name: str, known: Fact[object], wanted: str, n_obs: int | None) -> int:
    column = known.value if isinstance(known.value, Column) else Column()
    numeric = wanted in (NUMBER, SIZE)
    rank = _number_rank(column) if numeric else _group_rank(column, n_obs)
    if rank == _NEVER:
        return _NEVER if known.certain else _LAST
    return rank + _name_rank(name, column, wanted)


def _number_rank(column: Column) -> int:
    if column.kind == "continuous":
        return 0
    if column.kind == "unknown":
        return 10
    whole = getattr(column.seen, "kind", "") == "integer"
    return 5 if whole else 20 if getattr(column.seen, "kind", "") == "boolean" else _NEVER


def _group_rank(column: Column, n_obs: int | None) -> int:
    count = _levels(column)
    if column.kind == "continuous":
        return 30 if getattr(column.seen, "whole", False) and count is not None else _NEVER
    if count is None:
        return 10
    crowd = count > _MANY or (n_obs is not None and 2 * count > n_obs)
    return 40 if crowd else 20 if count < 2 else 0


def _levels(column: Column) -> int | None:
    """How many values there are, None when that is not known."""
    seen = column.seen
    for count in (getattr(seen, "n_categories", None), getattr(seen, "distinct", None)):
        if count is not None:
            return count
    return len(column.categories) if column.categories and column.closed else None


def _name_rank(name: str, column: Column, wanted: str) -> int:
    """0 for a name of the right kind, 1 for any, a lot for one of the opposite kind."""
    if wanted in (NUMBER, CATEGORY):
        return 0
    if _NAMES[wanted].search(name) is not None:
        return 0
    opposite = {BATCH: LABEL, LABEL: BATCH}.get(wanted)
    if opposite is None:
        return 1
    is_label = wanted == BATCH and column.made_by in _GROUPINGS
    return 50 if is_label or _NAMES[opposite].search(name) is not None else 1
