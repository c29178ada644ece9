"""How the genes that are left were chosen: the `highly_variable_genes` call behind a subset."""

from __future__ import annotations

from scvi_lint.escaping import for_code_span
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.interpreter.events.kinds import Called
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes

_CALL = "highly_variable_genes"


def chosen(analysis: Analysis, thing: Tracked, known: Fact[object]) -> str:
    """`HVG, not per batch` for data whose genes are a part; "" when they were chosen otherwise.

    `known` is the fact that they are. The call itself took them (`subset=True`), or its column
    did (`adata[:, adata.var.highly_variable]`); then every such call before it is meant.
    """
    place = known.reasons[-1].span if known.reasons else None
    if place is None:
        return ""
    calls = [call for call in _calls(analysis) if call.span.path == place.path]
    meant = [call for call in calls if call.span == place]
    if not meant and "highly_variable" in str(thing.value(slots.GENES_BY, "")):
        meant = [call for call in calls if call.span[1:] < place[1:]]
    said = {_per_batch(call) for call in meant}
    if not said:
        return ""
    way = said.pop() if len(said) == 1 else ""
    return f"HVG, {way}" if way else "HVG"


def chosen_at(analysis: Analysis, cell: int, path: str, node: nodes.Call) -> str:
    """The same in a sentence, for the call itself; "" when its arguments are not all known."""
    place = Span(path, cell, node.start, node.end)
    said = {_per_batch(call) for call in _calls(analysis) if call.span == place}
    way = said.pop() if len(said) == 1 else ""
    if not way:
        return ""
    if way != "not per batch":
        return f"Highly variable genes, chosen {way}."
    return (
        "Highly variable genes chosen over all cells, **not per batch**: genes that merely differ "
        "between batches count as variable. `batch_key=` chooses them within each batch."
    )


def _calls(analysis: Analysis) -> list[Called]:
    return [
        event
        for event in analysis.events
        if isinstance(event, Called) and event.call.name == _CALL and event.adata is not None
    ]


def _per_batch(call: Called) -> str:
    """`not per batch`, `` per `sample` ``, "" when that is not known."""
    if call.lacks("batch_key"):
        return "not per batch"
    given = call.argument("batch_key")
    key = None if given is None else given.value.text
    return "" if key is None else f"per {for_code_span(key)}"
