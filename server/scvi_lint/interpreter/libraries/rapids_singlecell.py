"""rapids_singlecell beyond what it shares with scanpy, of which it is an alias."""

from __future__ import annotations

from scvi_lint.interpreter.domain.contents import SCALED
from scvi_lint.interpreter.libraries.graphs import builds_graph
from scvi_lint.interpreter.libraries.rescaling import Rescales
from scvi_lint.interpreter.libraries.rows import Effect, adds_column, adds_embedding, opens, subsets
from scvi_lint.interpreter.libraries.scanpy import RESIDUALS

ROWS = (
    Effect(
        "rapids_singlecell.pp.harmony_integrate",
        adds_embedding("X_pca_harmony", "harmony", "adjusted_basis"),
        parameters="key basis adjusted_basis",
    ),
    Effect("rapids_singlecell.pp.filter_highly_variable", subsets("genes")),
    Effect("rapids_singlecell.pp.flag_gene_family", opens("var")),
    Effect("rapids_singlecell.pp.normalize_pearson_residuals", Rescales(SCALED, RESIDUALS)),
    Effect("rapids_singlecell.pp.bbknn", builds_graph),
    Effect("rapids_singlecell.tl.kmeans", adds_column("kmeans", "kmeans"), parameters="n_clusters"),
)
