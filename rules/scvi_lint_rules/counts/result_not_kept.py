"""A new column, part or copy is made, and kept nowhere.

pandas and anndata rarely change an object: `adata.obs["kind"].fillna("unknown")`,
`adata[adata.obs["n_genes"] > 500]` and `adata.copy()` give a new one. So does scanpy with
`inplace=False` or `copy=True`. As a line of its own such a step does nothing: values stay missing,
cells and genes stay in.

Assign what it gives: `adata.obs["kind"] = adata.obs["kind"].fillna("unknown")`.

    # bad: silent: what was missing stays missing
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["seen"] = np.where(adata.obs["batch"] == "batch_0", None, adata.obs["labels"])
    adata.obs["seen"].fillna("unknown")  # <- finding
    adata.obs["seen"].replace("label_0", "B")  # <- finding
    adata.obs.rename(columns={"seen": "kind"})  # <- finding
    print(adata)

    # bad: silent: nothing is taken out
    import scanpy as sc
    import scvi

    def clean(data):
        sc.pp.filter_genes(data, min_cells=3, inplace=False)  # <- finding
        sc.pp.log1p(data, copy=True)  # <- finding
        return data

    adata = scvi.data.synthetic_iid()
    clean(adata)
    adata[adata.obs["batch"] == "batch_0"]  # <- finding
    adata[:, :50].copy()  # <- finding
    scvi.model.SCVI.setup_anndata(adata)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["seen"] = adata.obs["labels"].astype(object).fillna("unknown")
    adata.obs.rename(columns={"seen": "kind"}, inplace=True)
    sc.pp.filter_genes(adata, min_cells=3)
    logged = sc.pp.log1p(adata, copy=True)
    part = adata[adata.obs["batch"] == "batch_0"].copy()
    adata.obs["batch"].value_counts()
    adata.obs
"""

from scvi_lint.rule import ResultDropped, cites, rule


@rule(
    "SCV230",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/dev/data_tutorial",
        "tutorials/notebooks/data_tutorial",
        "tutorials/notebooks/quick_start/api_overview",
        "user_guide/models/scvi#preliminaries",
    ),
)
def result_not_kept(dropped: ResultDropped):
    if dropped.is_shown:
        return  # the last line of a cell, which the notebook shows
    if not dropped.name:
        told = "This is a part of the data, and no cell or gene is taken out"
    elif dropped.call is not None:
        flag = "inplace=False" if dropped.argument("inplace") else "copy=True"
        told = f"With {flag} {dropped.name} changes nothing and returns what is lost here"
    else:
        told = f"{dropped.name} gives something new, which is lost here: nothing changes"
    yield dropped.finding(
        dropped.span, f"{told}. Assign it to a name, or to the column that it shall replace."
    )
