"""Conditions are tested by scanpy as if every cell were a replicate.

`rank_genes_groups(adata, "condition")` takes thousands of cells of a few donors for thousands of
replicates, whether it runs over all cells or for each cell type. What is particular to one donor
comes out as an effect of the condition, with p-values of 1e-50.

Add up the counts by donor and cell type, and test those sums (DESeq2, edgeR);
MRVI compares samples.

    # bad: silent: donors are not replicated
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = ["control", "treated"] * 200
    adata.obs["condition"] = adata.obs["condition"].astype("category")
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    for kind in adata.obs["labels"].unique():
        cells = adata[adata.obs["labels"] == kind].copy()
        sc.tl.rank_genes_groups(cells, "condition", method="wilcoxon")  # <- finding

    # bad: silent: donors are not replicated
    import scanpy as sc
    import scvi

    def compare(data, by):
        sc.tl.rank_genes_groups(data, groupby=by, method="t-test")  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.obs["disease_status"] = ["ill", "well"] * 200
    adata.obs["disease_status"] = adata.obs["disease_status"].astype("category")
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    compare(adata, "disease_status")

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.tl.rank_genes_groups(adata, "labels", method="wilcoxon")
"""

from scvi_lint.rule import Called, cites, names_condition, rule


@rule(
    "SCV615",
    severity="info",
    presets=("paper",),
    cites=cites(
        "user_guide/background/differential_expression#notations-and-model-assumptions",
        "user_guide/background/differential_expression",
    ),
)
def conditions_tested_as_cells(called: Called):
    by = called.argument("groupby")
    name = None if by is None else by.value.text
    if called.call.name != "rank_genes_groups" or name is None or not names_condition(name):
        return
    yield called.finding(
        called.call.name_span,
        f"{name!r} is tested with every cell as a replicate: what is particular to one donor looks "
        "like an effect. Add up the counts by donor and cell type, and test those.",
    )
