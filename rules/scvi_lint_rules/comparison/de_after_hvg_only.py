"""Markers are looked for among the highly variable genes only.

`differential_expression` tests the genes that the model was trained on. After a selection of a few
thousand highly variable genes, all others are left out of the table, among them stable markers of
whole populations; the absence of a gene says nothing about it.

Say so in the methods, or train a model on more genes for this question.

    # bad: silent: the other genes are not tested
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, subset=True, batch_key="batch"
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    markers = model.differential_expression(groupby="labels", mode="change")  # <- finding

    # bad: silent: the other genes are not tested
    import scanpy as sc
    import scvi

    def variable(adata):
        sc.pp.highly_variable_genes(adata, flavor="seurat_v3", n_top_genes=50, batch_key="batch")
        return adata[:, adata.var["highly_variable"]].copy()

    data = variable(scvi.data.synthetic_iid())
    scvi.model.SCVI.setup_anndata(data)
    vae = scvi.model.SCVI(data)
    vae.train(max_epochs=1)
    vae.differential_expression(groupby="labels", mode="change")  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.filter_genes(adata, min_cells=3)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    markers = model.differential_expression(groupby="labels", mode="change")
"""

from scvi_lint.rule import Compared, cites, rule

CHOICES = ("highly_variable", "poisson_gene_selection")


@rule(
    "SCV611",
    severity="info",
    presets=("paper",),
    cites=cites(
        "user_guide/background/differential_expression#motivation",
        "user_guide/background/differential_expression",
    ),
    about={"call.name": "differential_expression"},
)
def de_after_hvg_only(compared: Compared):
    data = compared.model.adata
    genes = None if data is None else data.genes
    if genes is None:
        return
    if genes.value[0] != "part" or any(True for _ in compared.earlier(Compared)):
        return  # once a program is enough
    spelled = [compared.text_of(reason) for reason in genes.reasons]
    if not any(choice in text for text in spelled for choice in CHOICES):
        return
    yield compared.finding(
        compared.call.name_span,
        "Only the highly variable genes that the model was trained on are tested; that another "
        "one is missing from the table says nothing about it. Say so in the methods.",
        because=genes,
    )
