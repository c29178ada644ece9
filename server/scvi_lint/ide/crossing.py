"""Batches beside conditions: how many cells of each condition a batch has, as the data file tells.

What no rule asks for is asked for here, since it is what one wants to see: a batch that has one
condition only cannot be told from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.escaping import cut, for_code_span, for_markdown
from scvi_lint.ide.telling import thousands
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.events.kinds import Queried, Registered
from scvi_lint.knowledge.columns import cells_grouped_by
from scvi_lint.semantic.data_views import AnnDataView

if TYPE_CHECKING:
    from scvi_lint.evidence.facts import ColumnSeen, CrosstabSeen, DataSeen
    from scvi_lint.interpreter.engine.analysis import Analysis

MOST_LEVELS = 12
# Of fewer cells a model learns too little to decode others like them.
FEW = 10
_IN_A_HOVER = 6
# What a column is called that tells what was done to the cells, or what they are.
_CONDITIONS = ("condition", "treat", "stim", "disease", "status", "diagnos", "group", "time", "sex")
_TYPES = ("cell_type", "celltype", "label", "annot", "tissue")


def crossed(analysis: Analysis) -> dict[tuple[str, str], tuple[str, str, CrosstabSeen]]:
    """For each file, the batch and the column that it is best held against, and how many cells
    have each pair; asking makes the analysis want to know."""
    found: dict[tuple[str, str], tuple[str, str, CrosstabSeen]] = {}
    for event in analysis.events:
        if not isinstance(event, Registered) or event.adata is None:
            continue
        view, batch = event.adata, event.registration.text("batch_key")
        known = view.seen
        if batch is None or known is None:
            continue
        key = (known.value.path, known.value.modality)
        other = _condition(event, known.value.seen, batch)
        if key in found or other is None:
            continue
        told = view.crosstab(batch, other)
        if told is not None:
            found[key] = (batch, other, told)
    return found


def by_type(query: Queried) -> list[str]:
    """How many cells of each type every batch has, for a question about all cells: a table in
    Markdown, the types first that a batch has few of."""
    adata, batches, indices = query.model.adata, query.model.batches, query.argument("indices")
    if adata is None or batches is None or not 1 < len(batches.names) <= MOST_LEVELS:
        return []
    if indices is not None and not indices.takes_all and indices.every_cell_of is None:
        return []
    labels = [] if query.model.labels_key is None else [query.model.labels_key]
    named = [name for name in adata.entries(slots.OBS) if cells_grouped_by(name) == "cell types"]
    for column in dict.fromkeys([*labels, *named]):
        table = None if column == batches.key else adata.crosstab(column, batches.key)
        if table is not None:
            return _as_table(column, table)
    return []


def _as_table(column: str, table: CrosstabSeen) -> list[str]:
    types = list(dict.fromkeys(kind for kind, _ in table.pairs))
    batches = sorted({batch for _, batch in table.pairs}, key=str)
    types.sort(key=lambda kind: min(table.count(kind, batch) for batch in batches))
    heads = " | ".join(for_markdown(cut(str(batch))) for batch in batches)
    rows = [f"| {for_code_span(column)} | {heads} |", "|---|" + "---:|" * len(batches)]
    for kind in types[:MOST_LEVELS]:
        counts = [table.count(kind, batch) for batch in batches]
        shown = [f"**{n}**" if n < FEW else thousands(n) for n in counts]
        rows.append(f"| {for_markdown(cut(str(kind)))} | {' | '.join(shown)} |")
    more = len(types) - MOST_LEVELS
    end = [f"and {more} types more"] if more > 0 else []
    return ["\n".join(rows), *end]


def _condition(event: Registered, seen: DataSeen, batch: str) -> str | None:
    """The column that batches are held against: a condition, else the labels or a covariate."""
    named = [
        item.value
        for name in ("labels_key", "categorical_covariate_keys")
        for item in event.values(name)
    ]
    fitting = [
        name for name, column in seen.obs.items() if name != batch and is_told_by_level(column)
    ]

    def rank(name: str) -> int:
        low = name.lower()
        if any(word in low for word in _CONDITIONS):
            return 0
        return 1 if name in named else 2 if any(word in low for word in _TYPES) else 3

    best = min(fitting, key=rank, default=None)
    return best if best is not None and rank(best) < 3 else None


def is_told_by_level(column: ColumnSeen) -> bool:
    """Whether a column has so few levels that each can be told."""
    counts = column.counts
    return counts is not None and 1 < len(counts) <= MOST_LEVELS


def lines(analysis: Analysis, data: AnnDataView, name: str) -> list[str]:
    """For a batch, or the column that it is held against: a line for each batch with its cells of
    each level of the other."""
    known = data.seen
    if known is None:
        return []
    found = crossed(analysis).get((known.value.path, known.value.modality))
    if found is None or name not in found[:2]:
        return []
    batch, other, told = found
    rows = sorted({left for left, _ in told.pairs}, key=str)
    columns = sorted({right for _, right in told.pairs}, key=str)
    if len(columns) > MOST_LEVELS:
        return []
    made = [f"Cells by {for_code_span(batch)} and {for_code_span(other)}:"]
    for row in rows[:_IN_A_HOVER]:
        counts = " · ".join(
            f"{for_markdown(cut(str(one), 24))} **{thousands(told.count(row, one))}**"
            for one in columns
        )
        made.append(f"{for_markdown(cut(str(row), 24))}: {counts}")
    if len(rows) > _IN_A_HOVER:
        made.append(f"and {len(rows) - _IN_A_HOVER} more of {for_code_span(batch)}")
    return made
