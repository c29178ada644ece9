"""Principal components are computed from raw counts.

The largest variance of raw counts is how deeply cells were sequenced, and a handful of very high
genes. Components, and the neighbours that are found on them, sort cells by depth.

Normalise and take logarithms first (the counts stay in a layer for scvi-tools), or use the model's
latent space: `sc.pp.neighbors(adata, use_rep="X_scVI")`.

    # bad: silent: cells are sorted by depth
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sc.pp.pca(adata, n_comps=10)  # <- finding
    sc.pp.neighbors(adata)

    # bad: silent: cells are sorted by depth
    import scanpy as sc
    import scvi

    def reduce(data, size):
        sc.tl.pca(data, n_comps=size)  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    adata.X = adata.layers["counts"]
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    reduce(adata, 10)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sc.pp.pca(adata, n_comps=10)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
"""

from scvi_lint.rule import COUNTS, Called, cites, rule


@rule(
    "SCV226",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/use_cases/preprocessing",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/scvi#preliminaries",
    ),
    about={"call.name": "pca"},
)
def components_of_counts(called: Called):
    matrix = called.matrix
    if ".pl." in called.call.function or matrix is None:
        return
    if not matrix.certain or matrix.value.scale != COUNTS:
        return
    yield called.finding(
        called.call.name_span,
        f"{called.matrix_name} holds raw counts: the first components are sequencing depth and a "
        "few very high genes. Normalise and log a copy first, or use the model's latent space.",
        because=matrix,
        severity="" if called.serves_a_model else "info",
    )
