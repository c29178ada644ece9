"""Functions of scvi-tools that are no method of a model, as rows."""

from __future__ import annotations

from scvi_lint.interpreter.libraries.readers import reads
from scvi_lint.interpreter.libraries.rows import Effect, adds_embedding, opens, subsets

ROWS = (
    reads("scvi.data.read_h5ad"),
    # the antibodies leave X in place and become an entry of obsm
    Effect(
        "scvi.data.organize_cite_seq_10x",
        subsets("genes"),
        adds_embedding("protein_expression", "unknown"),
        parameters="copy",
    ),
    Effect("scvi.model.utils.mde", opens()),
    # before 0.15 a function of `scvi.data` registered for all classes at once
    Effect(
        "scvi.data.setup_anndata",
        opens("registered", "obs", "uns"),
        parameters="batch_key labels_key layer",
    ),
)
