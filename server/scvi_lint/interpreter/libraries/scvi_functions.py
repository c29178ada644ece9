"""Functions of scvi-tools that are no method of a model, as rows."""

from __future__ import annotations

from scvi_lint.interpreter.libraries.readers import reads
from scvi_lint.interpreter.libraries.rows import Effect, opens

ROWS = (
    reads("scvi.data.read_h5ad"),
    Effect("scvi.model.utils.mde", opens()),
    # before 0.15 a function of `scvi.data` registered for all classes at once
    Effect(
        "scvi.data.setup_anndata",
        opens("registered", "obs", "uns"),
        parameters="batch_key labels_key layer",
    ),
)
