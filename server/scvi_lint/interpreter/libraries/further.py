"""liana, infercnvpy, cell2location, velovi, episcanpy: a function each that touches data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import BINARY, UNSURE
from scvi_lint.interpreter.domain.values import UNKNOWN, Ref, Value, one
from scvi_lint.interpreter.libraries.rescaling import Rescales
from scvi_lint.interpreter.libraries.rows import Effect, opens
from scvi_lint.interpreter.objects import data

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run


def _looks(run: Run, path: str, given: Given, call: Call) -> Value:
    """Something is computed from the data, which stays as it is."""
    return UNKNOWN


def _apart(run: Run, path: str, given: Given, call: Call) -> Value:
    """A function that returns other data, made from what it was given."""
    return one(Ref(data.new(run, given.node, scale=UNSURE, why="made here")))


ROWS = (
    Effect("episcanpy.pp.binarize", Rescales(BINARY)),
    Effect("episcanpy.api.pp.binarize", Rescales(BINARY)),
    Effect("liana.mt.rank_aggregate", opens("uns"), parameters="groupby"),
    Effect("infercnvpy.tl.infercnv", opens("obsm", "uns")),
    Effect("cell2location.utils.filtering.filter_genes", makes=_looks),
    Effect("velovi.preprocess_data", makes=_apart),
)
