"""scanpy (and rapids_singlecell, muon.pp, which follow it): preprocessing, tools, plots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import LOGNORM, NORMALIZED, SCALED, Column
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.values import UNKNOWN, Value
from scvi_lint.interpreter.libraries.graphs import builds_graph, clusters, lays_out, uses_graph
from scvi_lint.interpreter.libraries.readers import reads, writes
from scvi_lint.interpreter.libraries.rescaling import Rescales, scales, unknown_scale
from scvi_lint.interpreter.libraries.rows import (
    Effect,
    adds_column,
    adds_embedding,
    measures_quality,
    opens,
    subsets,
)
from scvi_lint.interpreter.objects import matrix_tables

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.calls import Call
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run
    from scvi_lint.interpreter.libraries.rows import Target


def _graph(run: Run, target: Target) -> None:
    uses_graph(run, target)


def _scores_cycle(run: Run, target: Target) -> None:
    """`sc.tl.score_genes_cell_cycle(adata)`: two scores, and the phase that they tell, in words."""
    reason = run.reason(target.given.node, "scored by score_genes_cell_cycle here")
    made_by = "score_genes_cell_cycle"
    for name in ("S_score", "G2M_score"):
        column = Column("continuous", made_by=made_by)
        run.set_fact(target.id, slots.OBS(name), fact(column, reason))
    phases = Column("categorical", ("G1", "S", "G2M"), True, made_by, missing=False, exact=False)
    run.set_fact(target.id, slots.OBS("phase"), fact(phases, reason))


RESIDUALS = "turned into Pearson residuals"


def _table_of_cells(run: Run, path: str, given: Given, call: Call) -> Value:
    """`sc.get.obs_df(adata, ["CD3E", "kind"], layer="denoised")`: genes beside labels."""
    found = run.tracked(given.value(0, "adata") or UNKNOWN, "anndata")
    return matrix_tables.of_cells(run, *found[0], given) if len(found) == 1 else UNKNOWN


ROWS = (
    # readers
    reads("scanpy.read"),
    reads("scanpy.read_h5ad"),
    reads("scanpy.read_10x_h5", "10x"),
    reads("scanpy.read_10x_mtx", "10x", "path"),
    reads("scanpy.read_visium", "visium", "path"),
    reads("scanpy.read_csv", "text"),
    reads("scanpy.read_text", "text"),
    reads("scanpy.read_loom"),
    reads("scanpy.read_mtx", "text"),
    reads("scanpy.read_umi_tools", "text"),
    reads("scanpy.read_zarr"),
    writes("scanpy.write"),
    # preprocessing that changes values
    Effect("scanpy.pp.normalize_total", Rescales(NORMALIZED), parameters="target_sum"),
    Effect("scanpy.pp.normalize_per_cell", Rescales(NORMALIZED)),
    Effect(
        "scanpy.pp.normalize_geometric",
        Rescales(LOGNORM, "CLR-normalised"),
    ),
    Effect("scanpy.pp.log1p", Rescales(LOGNORM)),
    Effect("scanpy.pp.sqrt", Rescales(LOGNORM, "square-rooted")),
    Effect("scanpy.pp.scale", scales, parameters="zero_center max_value copy layer"),
    Effect(
        "scanpy.pp.regress_out", Rescales(SCALED, "changed by regress_out"), parameters="keys layer"
    ),
    Effect("scanpy.pp.combat", Rescales(LOGNORM, "changed by ComBat"), parameters="key"),
    Effect(
        "scanpy.pp.recipe_zheng17", Rescales(SCALED, "changed by recipe_zheng17"), subsets("genes")
    ),
    Effect(
        "scanpy.pp.recipe_weinreb17",
        Rescales(SCALED, "changed by recipe_weinreb17"),
        subsets("genes"),
    ),
    Effect(
        "scanpy.pp.recipe_seurat", Rescales(SCALED, "changed by recipe_seurat"), subsets("genes")
    ),
    Effect("scanpy.pp.recipe_pearson_residuals", Rescales(SCALED, RESIDUALS), subsets("genes")),
    Effect("scanpy.experimental.pp.normalize_pearson_residuals", Rescales(SCALED, RESIDUALS)),
    Effect("scanpy.experimental.pp.recipe_pearson_residuals", Rescales(SCALED, RESIDUALS)),
    Effect("scanpy.pp.downsample_counts", opens("obs")),
    Effect("scanpy.pp.magic", unknown_scale),
    Effect("scanpy.external.pp.magic", unknown_scale),
    Effect("scanpy.external.pp.dca", unknown_scale),
    # quality control and selection
    Effect("scanpy.pp.calculate_qc_metrics", measures_quality, opens("obs", "var")),
    Effect("scanpy.pp.filter_cells", subsets("cells"), opens("obs")),
    Effect("scanpy.pp.filter_genes", subsets("genes"), opens("var")),
    Effect("scanpy.pp.filter_genes_dispersion", subsets("genes", "subset"), opens("var")),
    Effect(
        "scanpy.pp.highly_variable_genes", subsets("genes", "subset", False), opens("var", "uns")
    ),
    Effect(
        "scanpy.experimental.pp.highly_variable_genes",
        subsets("genes", "subset", False),
        opens("var"),
    ),
    Effect("scvi.data.poisson_gene_selection", subsets("genes", "subset", False), opens("var")),
    Effect("scanpy.pp.subsample", subsets("cells"), parameters="fraction n_obs"),
    Effect("scanpy.pp.sample", subsets("cells"), parameters="fraction"),
    Effect("scanpy.pp.scrublet", opens("obs", "uns")),
    Effect("scanpy.external.pp.scrublet", opens("obs", "uns")),
    Effect("scanpy.external.pp.hashsolo", opens("obs")),
    # representations
    Effect("scanpy.pp.pca", adds_embedding("X_pca", "pca"), opens("uns")),
    Effect("scanpy.tl.pca", adds_embedding("X_pca", "pca"), opens("uns")),
    Effect(
        "scanpy.external.pp.harmony_integrate",
        adds_embedding("X_pca_harmony", "harmony", "adjusted_basis"),
        parameters="key basis adjusted_basis",
    ),
    Effect(
        "scanpy.external.pp.scanorama_integrate",
        adds_embedding("X_scanorama", "scanorama", "adjusted_basis"),
        parameters="key basis adjusted_basis",
    ),
    Effect("scanpy.external.pp.bbknn", builds_graph),
    Effect("bbknn.bbknn", builds_graph),
    Effect("scanpy.pp.neighbors", builds_graph, parameters="n_neighbors n_pcs"),
    # tools
    Effect("scanpy.tl.umap", lays_out("X_umap", "umap")),
    Effect("scanpy.tl.draw_graph", _graph, opens("obsm")),
    Effect("scanpy.tl.diffmap", lays_out("X_diffmap", "diffmap")),
    Effect("scanpy.tl.tsne", adds_embedding("X_tsne", "tsne")),
    Effect("scanpy.tl.leiden", clusters("leiden", "leiden"), parameters="resolution"),
    Effect("scanpy.tl.louvain", clusters("louvain", "louvain"), parameters="resolution"),
    Effect("scanpy.tl.paga", _graph, opens("uns"), parameters="groups"),
    Effect("scanpy.tl.dpt", _graph, opens("obs", "obsm")),
    Effect("scanpy.tl.dendrogram", opens("uns"), parameters="groupby"),
    Effect("scanpy.tl.embedding_density", opens("obs", "uns")),
    Effect("scanpy.get.obs_df", parameters="keys obsm_keys", makes=_table_of_cells),
    Effect("scanpy.tl.rank_genes_groups", opens("uns"), parameters="groupby"),
    Effect("scanpy.tl.filter_rank_genes_groups", opens("uns")),
    Effect(
        "scanpy.tl.score_genes",
        adds_column("score", "score_genes", "score_name"),
        parameters="gene_list",
    ),
    Effect("scanpy.tl.score_genes_cell_cycle", _scores_cycle),
    Effect("scanpy.tl.ingest", opens("obs", "obsm")),
)
