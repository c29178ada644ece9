"""Data sets with different genes are joined so that missing genes become zeros.

`concat(join="outer")` keeps every gene that any part has. Where a part did not measure a gene, its
cells get zero (sparse) or NaN (dense). The model takes such a zero for a measured absence: a whole
batch seems not to express the gene, which enters the choice of genes, the latent space and
differential expression.

Use `join="inner"`, or filter the genes after the parts are together.

    # bad: silent: genes that were not measured are zero
    import anndata as ad
    import scvi
    from scipy.sparse import csr_matrix

    first = scvi.data.synthetic_iid()[:, :80].copy()
    second = scvi.data.synthetic_iid()[:, 20:].copy()
    for part in [first, second]:
        part.X = csr_matrix(part.X)
    both = ad.concat([first, second], join="outer", label="study", index_unique="-")
    scvi.model.SCVI.setup_anndata(both, batch_key="study")  # <- finding

    # bad: silent: genes that were not measured are zero
    import anndata as ad
    import scanpy as sc
    import scvi

    def load(seed):
        adata = scvi.data.synthetic_iid()
        sc.pp.highly_variable_genes(adata, n_top_genes=50, flavor="seurat_v3", subset=True)
        return adata

    options = {"join": "outer", "fill_value": 0, "index_unique": "-"}
    both = ad.concat([load(0), load(1)], **options)
    both.layers["counts"] = both.X.copy()
    scvi.model.SCVI.setup_anndata(both, layer="counts", batch_key="batch")  # <- finding

    # good
    import anndata as ad
    import scvi

    first = scvi.data.synthetic_iid()[:, :80].copy()
    second = scvi.data.synthetic_iid()[:, 20:].copy()
    both = ad.concat([first, second], join="inner", label="study", index_unique="-")
    scvi.model.SCVI.setup_anndata(both, batch_key="study")

    # good: the parts are cells of one data set
    import anndata as ad
    import scvi

    adata = scvi.data.synthetic_iid()
    first = adata[adata.obs["batch"] == "batch_0"].copy()
    second = adata[adata.obs["batch"] == "batch_1"].copy()
    both = ad.concat([first, second], join="outer")
    scvi.model.SCVI.setup_anndata(both, batch_key="batch")
"""

from scvi_lint.rule import Registered, cites, rule


@rule(
    "SCV216",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/quick_start/data_loading",
        "tutorials/notebooks/data_loading",
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/models/scvi#preliminaries",
    ),
)
def outer_join_zeros(setup: Registered):
    adata = setup.adata
    joined = None if adata is None else adata.filled_in
    if adata is None or joined is None:
        return
    genes = adata.genes
    yield setup.finding(
        setup.call.name_span,
        f"{adata.name} was joined with join='outer': genes that a part did not measure are zero or "
        f"NaN there, and {setup.class_name} takes that for expression. Use join='inner'.",
        because=joined,
        certain=genes is not None and genes.value[0] == "all",
        doubt="the genes that were kept since may be those of all parts",
    )
