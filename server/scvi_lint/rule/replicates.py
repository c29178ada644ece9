"""Donors as replicates: whether a program adds its counts up by donor, and lines that do."""

from __future__ import annotations

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import COUNTS
from scvi_lint.interpreter.events.event import Event
from scvi_lint.interpreter.events.kinds import Called
from scvi_lint.interpreter.events.models import OfModel
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.knowledge.columns import cells_grouped_by, names_donor
from scvi_lint.rule.fixes import quoted
from scvi_lint.rule.inserting import (
    insert_above,
    is_plain,
    is_spelled_there,
    name_of_module,
    receiver_of,
)
from scvi_lint.semantic.data_views import AnnDataView

_ADD_UP = frozenset("aggregate get_pseudobulk pseudobulk ADPBulk".split())
TITLE = "Add up the counts by donor"


def adds_up_by_donor(event: Event) -> bool:
    """Whether the program adds the counts of each donor up, so that donors can be compared."""
    return any(
        one.call.name in _ADD_UP and _by_donor(one) for one in event.program.after(-1, (Called,))
    )


def _by_donor(called: Called) -> bool:
    """Whether sums are asked for by donor; where that is not spelled out, they may be."""
    given = called.argument("by") or called.argument("sample_col") or called.argument("groupby")
    names = [] if given is None else [item.value for item in given.items]
    return not names or any(isinstance(name, str) and names_donor(name) for name in names)


def add_up_model(compared: OfModel, *columns: str) -> Fix | None:
    """Lines above a comparison by a model that add up the counts of its data."""
    model, data = receiver_of(compared), compared.model.adata
    record = compared.model.registration
    if model is None or data is None or data.is_mudata or record is None:
        return None
    layer = record.value.text("layer")
    if layer is None and not record.value.lacks("layer"):
        return None
    return _lines(compared, f"{model}.adata", data, layer, columns)


def add_up_data(called: Called, *columns: str) -> Fix | None:
    """Lines above a test of another library that add up the counts of its data, kept in a layer."""
    data, given = called.adata, called.argument("adata")
    if data is None or given is None or called.statement is None:
        return None
    if not is_spelled_there(called, given):
        return None
    name = called.source(given.span)
    kept = [key for key, known in data.layers.items() if known.value.scale == COUNTS]
    if not kept or not is_plain(called, name, called.statement):
        return None
    return _lines(called, name, data, kept[0], columns)


def _lines(
    event: Event, name: str, data: AnnDataView, layer: str | None, columns: tuple[str, ...]
) -> Fix | None:
    obs = data.entries(slots.OBS)
    donors = [column for column in obs if names_donor(column)]
    types = [column for column in obs if cells_grouped_by(column) == "cell types"]
    if not donors:
        return None
    by = ", ".join(quoted(one) for one in dict.fromkeys([donors[0], *columns, *types[:1]]))
    sc, imported = name_of_module(event, "scanpy", "sc")
    of = "" if layer is None else f", layer={quoted(layer)}"
    return insert_above(
        event,
        [
            *imported,
            "# Counts added up by donor: test these, with donors as replicates (pydeseq2, edgeR).",
            f'pseudobulk = {sc}.get.aggregate({name}, by=[{by}], func="sum"{of})',
        ],
        TITLE,
    )
