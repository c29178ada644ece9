"""What files and saved outputs add to boxes: cells, genes, levels, cross tables, losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.escaping import cut
from scvi_lint.evidence import outputs
from scvi_lint.ide.crossing import MOST_LEVELS, crossed, is_told_by_level
from scvi_lint.ide.telling import thousands
from scvi_lint.interpreter.events.kinds import Read
from scvi_lint.picture.graph import Box, Curve, Heat, Picture
from scvi_lint.semantic.data_views import AnnDataView

if TYPE_CHECKING:
    from scvi_lint.evidence.facts import CrosstabSeen, DataSeen
    from scvi_lint.interpreter.engine.analysis import Analysis
    from scvi_lint.source.documents.document import Document
    from scvi_lint.source.documents.span import Span

MOST_COLUMNS = 4
_SHOWN = 4


def put(
    picture: Picture, analysis: Analysis, document: Document, spans: list[tuple[Span, Box]]
) -> None:
    """Add to the boxes what is known besides the program."""
    boxes = dict(spans)
    events = analysis.events
    last = events[-1].table if events else None
    crosses = crossed(analysis)
    for event in events:
        if not isinstance(event, Read) or last is None:
            continue
        box = boxes.get(event.statement or event.span)
        known = AnnDataView(event.data.id, last, "").seen
        if box is None or box.told or known is None:
            continue
        box.told += _data(known.value.seen)
        mine = crosses.get((known.value.path, known.value.modality))
        if mine is not None:
            box.heat = _heat(*mine)
    for box in picture.boxes:
        if box.step == "train" and not box.path and document.kind == "notebook":
            _losses(box, document)


def _heat(batch: str, other: str, told: CrosstabSeen) -> Heat | None:
    pairs = told.pairs
    rows = sorted({str(left) for left, _ in pairs})
    columns = sorted({str(right) for _, right in pairs})
    named = {(str(left), str(right)): number for (left, right), number in pairs.items()}
    if not rows or not columns:
        return None
    shown, beside = rows[:MOST_LEVELS], columns[:MOST_LEVELS]
    more = len(shown) < len(rows) or len(beside) < len(columns)
    counts = tuple(tuple(named.get((row, one), 0) for one in beside) for row in shown)
    return Heat(batch, other, tuple(shown), tuple(beside), counts, more)


def _data(seen: DataSeen) -> list[str]:
    told: list[str] = []
    if seen.n_obs is not None and seen.n_vars is not None:
        told.append(f"{thousands(seen.n_obs)} cells × {thousands(seen.n_vars)} genes")
    if seen.x is not None and seen.x.state != "unknown":
        high = "" if seen.x.maximum is None else f", up to {seen.x.maximum:g}"
        told.append(f"X: {seen.x.state}{high}")
    several = [(name, column) for name, column in seen.obs.items() if is_told_by_level(column)]
    for name, column in several[:MOST_COLUMNS]:
        counts = column.counts or {}
        shown = ", ".join(f"{cut(str(one), 24)} {thousands(n)}" for one, n in counts.items())
        if len(counts) > _SHOWN:
            least = min(counts.values())
            shown = f"{len(counts)} levels, smallest {thousands(least)} cells"
        told.append(f"{cut(name, 24)}: {shown}")
    return told


def _losses(box: Box, document: Document) -> None:
    """What the progress of a training said, in the saved output of its cell."""
    cell = document.cells[box.cell - 1] if 0 < box.cell <= len(document.cells) else None
    shown = None if cell is None else outputs.training(cell.outputs)
    if shown is None:
        return
    ran = f"ran {shown.epoch} of {shown.epochs} epochs"
    box.told.append(ran + (", stopped early" if shown.stopped else ""))
    if shown.losses:
        name, points = next(iter(shown.losses.items()))
        if len(points) > 2:
            box.curve = Curve(name, tuple(points))
        else:
            box.told.append(f"{name}: {points[-1][1]:g} at the end")
