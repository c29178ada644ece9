"""A test for differential expression runs on the expression that a model decoded.

Decoded expression is a mean over the model's posterior: smooth, dense, and free of the noise
that a t-test or a Wilcoxon test measures differences against. Neighbouring cells share their
values, so nearly every gene becomes "significant", with p-values that mean nothing.

Use the model's own `differential_expression`, or test the log-normalised counts.

    # bad: silent: the p-values mean nothing
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["denoised"] = model.get_normalized_expression(library_size=1e4)
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.tl.rank_genes_groups(adata, "labels", layer="denoised", method="wilcoxon")  # <- finding

    # bad: silent: the p-values mean nothing
    import anndata as ad
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.get_normalized_expression(transform_batch="batch_0")
    decoded = ad.AnnData(X=table, obs=adata.obs.astype({"labels": "category"}))
    sc.tl.rank_genes_groups(decoded, groupby="labels")  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["denoised"] = model.get_normalized_expression(library_size=1e4)
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.tl.rank_genes_groups(adata, "labels", method="wilcoxon")
    de = model.differential_expression(groupby="labels")
"""

from scvi_lint.rule import DENOISED, Called, cites, rule


@rule(
    "SCV411",
    severity="warning",
    cites=cites(
        "user_guide/use_case/downstream_analysis_tasks",
        "user_guide/background/differential_expression#motivation",
    ),
)
def normalized_expression_into_de(called: Called):
    if called.call.name != "rank_genes_groups" or called.reads_raw is True:
        return
    matrix = called.matrix
    if matrix is None or matrix.value.scale != DENOISED:
        return
    yield called.finding(
        called.call.name_span,
        f"{called.matrix_name} {matrix.value.told}, without the noise that the test needs: its "
        "p-values mean nothing. Test log-normalised counts, or use differential_expression.",
        because=matrix,
        certain=called.reads_raw is False,
        doubt="the test may read .raw instead",
    )
