"""Highly variable genes are marked, but the model is trained on all genes.

`highly_variable_genes` without `subset=True` only writes a column into `var`; no gene is taken
out. scanpy's PCA looks at that column, scvi-tools does not: the model sees every gene. That can be
meant, but then the selection had no use.

Pass `subset=True`, or slice: `adata = adata[:, adata.var["highly_variable"]].copy()`.

    # bad: silent: the model is trained on all genes
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(adata, flavor="seurat_v3", n_top_genes=50)  # <- finding
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)

    # bad: silent: the model is trained on all genes
    import scanpy as sc
    import scvi

    def choose_genes(adata, number=50):
        sc.pp.highly_variable_genes(  # <- finding
            adata, flavor="seurat_v3", n_top_genes=number, batch_key="batch"
        )
        print(adata.var["highly_variable"].sum(), "genes")

    adata = scvi.data.synthetic_iid()
    choose_genes(adata)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # bad: silent: the model is trained on all genes
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata,
        flavor="seurat_v3",
        n_top_genes=50,
        batch_key="batch",
        subset=False,  # <- finding
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # bad: silent: genes are marked, and all of them are used
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(  # <- finding
        adata, flavor="seurat_v3", n_top_genes=20, batch_key="batch"
    )
    adata.var.loc[adata.var_names[:2], "highly_variable"] = False
    print(adata.var["highly_variable"].sum())
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    scvi.model.SCVI(adata).train(max_epochs=1)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, subset=True, batch_key="batch"
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good: sliced by hand
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(adata, flavor="seurat_v3", n_top_genes=50, batch_key="batch")
    adata = adata[:, adata.var.highly_variable].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""

from scvi_lint.rule import Called, Registered, cites, regex, rule

# To count them is not to use them, and neither is to mark others.
USED = regex(
    r"highly_variable(?!_genes|_features)(?![\"']?\]?\.(?:sum|mean|value_counts|describe)\()"
    r"(?![\"']\](?:\[[^\[\]\n]*\])?\s*[&|]?=(?!=))"
)


@rule(
    "SCV209",
    severity="info",
    cites=cites(
        "tutorials/notebooks/use_cases/preprocessing",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def hvg_no_subset(called: Called):
    if not called.chooses_genes or called.adata is None:
        return
    subset = called.argument("subset")
    if not (called.lacks("subset") or (subset is not None and subset.literal is False)):
        return
    if any(called.program.find(called.span.path, USED)):
        return
    for setup in called.later(Registered):
        adata, before = setup.adata, called.adata.genes
        if adata is None or before is None or not setup.takes_counts_in("layer"):
            continue
        if adata.genes is None or adata.genes.value != before.value:
            continue
        yield called.finding(
            called.place("subset"),
            f"highly_variable_genes only adds a column: {setup.class_name} still trains on all "
            "genes. Pass subset=True, or slice by var['highly_variable'].",
            because=(adata.genes, setup.reason("registered with all genes here")),
        )
        return
