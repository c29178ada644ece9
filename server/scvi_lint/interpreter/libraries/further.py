"""scib, squidpy, liana, cell2location, scArches: what of them touches an AnnData."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scvi_lint.interpreter.domain.facts import LOGNORM, SCALED
from scvi_lint.interpreter.domain.values import UNKNOWN, Ref, Value, one
from scvi_lint.interpreter.libraries.graphs import builds_graph, lays_out
from scvi_lint.interpreter.libraries.rows import (
    Effect,
    Rescales,
    adds_column,
    adds_embedding,
    opens,
    subsets,
)
from scvi_lint.interpreter.libraries.scanpy import RESIDUALS
from scvi_lint.interpreter.objects import data

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run
    from scvi_lint.interpreter.libraries.rows import Target

SPATIAL = """centrality_scores co_occurrence interaction_matrix ligrec nhood_enrichment ripley sepal
spatial_autocorr spatial_neighbors""".split()


def reduces(run: Run, target: Target) -> None:
    """`scib.pp.reduce_data`: the steps that its flags leave on."""
    steps = (
        ("pca", True, adds_embedding("X_pca", "pca", "")),
        ("neighbors", True, builds_graph),
        ("umap", False, lays_out("X_umap", "umap")),
    )
    for flag, default, step in steps:
        if target.truth(flag, default):
            step(run, target)


def _scaled(run: Run, path: str, given: Given, call: Any) -> Value:
    """A new object, scaled batch by batch."""
    return one(Ref(data.new(run, given.node, scale=SCALED, why="scaled by batch here")))


def _same(run: Run, path: str, given: Given, call: Any) -> Value:
    """The object that was given, in which no value has changed."""
    return given.value(0, "adata") or UNKNOWN


def _looks(run: Run, path: str, given: Given, call: Any) -> Value:
    """Something is computed from the data, which stays as it is."""
    return UNKNOWN


ROWS = (
    Effect("scib.pp.reduce_data", reduces, opens("var", "uns"), parameters="batch_key"),
    Effect("scib.pp.normalize", Rescales(LOGNORM, "log-normalised"), opens("layers", "raw", "obs")),
    Effect("scib.pp.scale_batch", parameters="adata batch", makes=_scaled),
    Effect("scib.pp.summarize_counts", opens("obs")),
    Effect("scib.pp.score_cell_cycle", opens("obs")),
    *(Effect(f"squidpy.gr.{name}", opens("uns")) for name in SPATIAL),
    Effect("liana.mt.rank_aggregate", opens("uns"), parameters="groupby"),
    Effect("infercnvpy.tl.infercnv", opens("obsm", "uns")),
    Effect("cell2location.utils.filtering.filter_genes", makes=_looks),
    Effect("scarches.dataset.remove_sparsity", parameters="adata", makes=_same),
    Effect("scarches.dataset.trvae.data_handling.remove_sparsity", parameters="adata", makes=_same),
    # rapids_singlecell beyond what scanpy has
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
