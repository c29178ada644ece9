"""Quality is measured after the genes were reduced to the highly variable ones.

The share of mitochondrial counts and the number of genes per cell tell damaged cells from good
ones. Most mitochondrial genes are not among the highly variable genes, and neither is most of a
cell's RNA: computed afterwards, the share is near zero for every cell and the filter removes
nothing.

Compute the quality metrics and filter cells first, choose genes afterwards.

    # bad: silent: the share of mitochondrial counts is zero
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, subset=True, batch_key="batch"
    )
    adata.var["mt"] = adata.var_names.str.startswith("MT-")
    sc.pp.calculate_qc_metrics(  # <- finding
        adata, qc_vars=["mt"], percent_top=None, inplace=True
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # bad: silent: the share of mitochondrial counts is zero
    import scanpy as sc
    import scvi

    def quality(adata, groups=("mt",)):
        adata.var["mt"] = adata.var_names.str.startswith("MT-")
        sc.pp.calculate_qc_metrics(  # <- finding
            adata, qc_vars=list(groups), percent_top=None, inplace=True
        )

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(adata, flavor="seurat_v3", n_top_genes=50, batch_key="batch")
    adata = adata[:, adata.var["highly_variable"]].copy()
    quality(adata)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.filter_genes(adata, min_cells=3)
    adata.var["mt"] = adata.var_names.str.startswith("MT-")
    sc.pp.calculate_qc_metrics(adata, qc_vars=["mt"], percent_top=None, inplace=True)
    adata = adata[adata.obs["pct_counts_mt"] < 20].copy()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, subset=True, batch_key="batch"
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""

from scvi_lint.rule import Called, cites, rule

CHOICES = ("highly_variable", "poisson_gene_selection")


@rule(
    "SCV218",
    severity="warning",
    cites=cites("user_guide/models/scvi#preliminaries"),
)
def empty_mito_mask(called: Called):
    if called.call.name != "calculate_qc_metrics" or called.adata is None:
        return
    variables, genes = called.given("qc_vars"), called.adata.genes
    if variables is None or genes is None or genes.value[0] != "part":
        return
    chosen = [
        reason
        for reason in genes.reasons
        if any(choice in called.text_of(reason) for choice in CHOICES)
    ]
    if not chosen:
        return
    yield called.finding(
        called.call.name_span,
        "These metrics are computed on highly variable genes only, few of them mitochondrial: the "
        "shares are near zero and filter nothing. Measure quality before choosing genes.",
        because=genes,
    )
