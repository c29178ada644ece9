"""Marker genes are tested on scaled values or on raw counts.

`rank_genes_groups` expects log-normalised values. On scaled ones its fold changes are computed from
numbers that are partly negative, and are NaN or meaningless; on raw counts deeply sequenced cells
have "higher" expression of everything.

Keep the log-normalised values in a layer or in `.raw` before scaling, and test these.

    # bad: silent: fold changes of scaled values
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.leiden(adata)
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sc.pp.scale(adata)
    sc.tl.rank_genes_groups(adata, "leiden", method="wilcoxon")  # <- finding

    # bad: silent: depth is taken for expression
    import scanpy as sc
    import scvi

    def markers(data, by):
        sc.tl.rank_genes_groups(data, groupby=by)  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    markers(adata, "labels")

    # good: .raw holds the log-normalised values
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    adata.raw = adata
    sc.pp.scale(adata)
    sc.tl.rank_genes_groups(adata, "labels")
"""

from scvi_lint.rule import COUNTS, SCALED, Called, cites, rule


@rule(
    "SCV224",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/use_cases/preprocessing",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/scvi#preliminaries",
    ),
)
def markers_on_wrong_scale(called: Called):
    if called.call.name != "rank_genes_groups" or called.adata is None:
        return
    matrix = called.matrix
    if called.reads_raw is not False or matrix is None or not matrix.certain:
        return
    if matrix.value.scale not in (SCALED, COUNTS):
        return
    scaled = matrix.value.scale == SCALED
    yield called.finding(
        called.call.name_span,
        f"{called.matrix_name} {matrix.value.told}; rank_genes_groups expects log-normalised "
        + (
            "values: its fold changes are NaN or meaningless."
            if scaled
            else "values: deeply sequenced cells seem to express more of everything."
        ),
        because=matrix,
        cause=called.adata.id,
        severity="" if called.serves_a_model else "info",
    )
