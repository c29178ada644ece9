"""Highly variable genes are chosen after scaling.

Scaling gives every gene the variance one. What is variable cannot be told any more, and the genes
that are chosen for the model are chosen by noise.

Choose the genes first, then scale. Scaling is for PCA; scvi-tools does not want it.

    # bad: silent: all genes vary alike
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sc.pp.scale(adata)
    sc.pp.highly_variable_genes(adata, n_top_genes=20, subset=True)  # <- finding
    scvi.model.SCVI.setup_anndata(adata, layer="counts")

    # bad: silent: all genes vary alike
    import scanpy as sc
    import scvi

    def prepare(path_or_data, genes=20):
        sc.pp.scale(path_or_data)
        sc.pp.highly_variable_genes(path_or_data, n_top_genes=genes)  # <- finding
        return path_or_data[:, path_or_data.var["highly_variable"]].copy()

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    scvi.model.SCVI.setup_anndata(prepare(adata), layer="counts")

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sc.pp.highly_variable_genes(adata, n_top_genes=20, subset=True)
    sc.pp.scale(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
"""

from scvi_lint.rule import SCALED, Called, cites, rule


@rule(
    "SCV225",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/use_cases/preprocessing",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def genes_chosen_on_scaled(called: Called):
    matrix = called.matrix
    if not called.chooses_genes or called.adata is None or matrix is None:
        return
    if not matrix.certain or matrix.value.scale != SCALED:
        return
    yield called.finding(
        called.call.name_span,
        f"{called.matrix_name} {matrix.value.told} before: every gene has the same variance, so "
        "those that are chosen are chosen by noise. Choose genes before scaling.",
        because=matrix,
    )
