"""Highly variable genes of the kind `seurat_v3` are chosen on values that are no counts.

`flavor="seurat_v3"` models how the variance of *counts* grows with their mean. On normalised or
logged values that model does not hold: scanpy warns, and picks other genes than it should. The
model is then trained on a poor choice of genes.

Give the layer with the counts: `highly_variable_genes(..., layer="counts")`.

    # bad: warns "expects raw count data"
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    sc.pp.highly_variable_genes(adata, flavor="seurat_v3", n_top_genes=50)  # <- finding
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")

    # bad: warns "expects raw count data"
    import scanpy as sc
    import scvi

    hvg = {"flavor": "seurat_v3", "n_top_genes": 50, "batch_key": "batch"}
    adata = scvi.data.synthetic_iid()
    sc.pp.log1p(adata)
    sc.pp.highly_variable_genes(adata, **hvg)  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    sc.pp.highly_variable_genes(adata, flavor="seurat_v3", n_top_genes=50, layer="counts")
    sc.pp.highly_variable_genes(adata, flavor="seurat", n_top_genes=50)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
"""

from scvi_lint.rule import TRANSFORMED, Called, add_argument, cites, quoted, rule


@rule(
    "SCV208",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/use_cases/preprocessing",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def hvg_seurat_v3_on_lognorm(called: Called):
    flavor = called.argument("flavor")
    if not called.chooses_genes or flavor is None or called.adata is None:
        return
    matrix = called.matrix
    if not str(flavor.literal).startswith("seurat_v3") or matrix is None:
        return
    if matrix.value.scale not in TRANSFORMED:
        return
    kept = called.adata.kept_counts(matrix.value.root) if called.lacks("layer") else []
    yield called.finding(
        called.call.name_span,
        f"flavor={flavor.literal!r} expects counts, but {called.matrix_name} {matrix.value.told}: "
        "other genes are chosen than should be. "
        + (f"Pass layer={kept[0]!r}." if kept else "Choose the genes before normalising."),
        because=matrix,
        fixes=[
            add_argument(
                called,
                f"layer={quoted(kept[0])}",
                f"Pass layer={kept[0]!r} (other genes will be chosen)",
                safe=False,
            )
        ]
        if kept
        else [],
    )
