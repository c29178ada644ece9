"""Functions of scvi-tools that are no method of a model, as rows."""

from __future__ import annotations

from typing import Any

from scvi_lint.interpreter.domain.contents import Embedding
from scvi_lint.interpreter.domain.values import Data, Value, one
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.libraries.readers import reads
from scvi_lint.interpreter.libraries.rows import Effect, adds_embedding, opens, subsets


def _layout(run: Run, path: str, given: Given, call: Any) -> Value:
    """Two numbers for each cell, to plot: no latent space any more."""
    return one(Data(Embedding("mde")))


ROWS = (
    reads("scvi.data.read_h5ad"),
    # the antibodies leave X in place and become an entry of obsm
    Effect(
        "scvi.data.organize_cite_seq_10x",
        subsets("genes"),
        adds_embedding("protein_expression", "unknown"),
        parameters="copy",
    ),
    Effect("scvi.model.utils.mde", parameters="data", makes=_layout),
    # before 0.15 a function of `scvi.data` registered for all classes at once
    Effect(
        "scvi.data.setup_anndata",
        opens("registered", "obs", "uns"),
        parameters="batch_key labels_key layer",
    ),
)
