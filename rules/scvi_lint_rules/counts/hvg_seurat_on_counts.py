"""Highly variable genes of the older kinds are chosen on raw counts.

The flavors `seurat` (scanpy's default) and `cell_ranger` expect log-normalised values. On counts
`seurat` takes the exponential of each of them: integers fail, large counts become infinite, and the
genes that are chosen are those with the largest counts.

Choose on the normalised X, or use `flavor="seurat_v3"`, which is made for counts.

    # bad: silent: the genes with the largest counts are chosen
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.astype("float32")
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    sc.pp.highly_variable_genes(
        adata, flavor="seurat", n_top_genes=50, layer="counts"  # <- finding
    )

    # bad: silent: the genes with the largest counts are chosen
    import scanpy as sc
    import scvi

    def choose(adata, flavor="cell_ranger"):
        sc.pp.highly_variable_genes(
            adata, n_top_genes=50, flavor=flavor, subset=True, batch_key="batch"  # <- finding
        )

    adata = scvi.data.synthetic_iid()
    choose(adata)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    sc.pp.highly_variable_genes(adata, n_top_genes=50)
    sc.pp.highly_variable_genes(adata, flavor="seurat_v3", n_top_genes=50, layer="counts")

    # good: nothing is known of the file
    # file: pbmc.h5ad = scvi.data.synthetic_iid()
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    sc.pp.highly_variable_genes(adata, flavor="cell_ranger", n_top_genes=50)
"""

from scvi_lint.rule import COUNTS, TRANSFORMED, Called, cites, rule

OF_LOGGED_VALUES = ("seurat", "cell_ranger")


@rule(
    "SCV222",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/use_cases/preprocessing",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def hvg_seurat_on_counts(called: Called):
    adata = called.adata
    if not called.chooses_genes or adata is None:
        return
    flavor, matrix = called.argument("flavor"), called.matrix
    name = "seurat" if called.lacks("flavor") else None if flavor is None else flavor.literal
    if name not in OF_LOGGED_VALUES or matrix is None:
        return
    layer = called.given("layer")
    normalised_beside = (
        layer is not None
        and adata.x is not None
        and adata.x.value.scale in TRANSFORMED
        and layer.literal in adata.kept_counts(adata.x.value.root)
    )
    if matrix.value.scale != COUNTS and not normalised_beside:
        return
    yield called.finding(
        called.place("flavor"),
        f"flavor={name!r} expects log-normalised values, but these are counts: the genes with the "
        "largest counts are chosen. Use flavor='seurat_v3', or normalised values.",
        because=(matrix, adata.x if normalised_beside else None),
    )
