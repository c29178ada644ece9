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

    # bad: silent: donors are not replicated
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["treatment"] = ["control", "drug"] * 200
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    adata.obs["group"] = (adata.obs["labels"].astype(str) + "/" + adata.obs["treatment"]).astype(
        "category"
    )
    for kind in ["label_0", "label_1"]:
        arms = [f"{kind}/drug"]
        sc.tl.rank_genes_groups(  # <- finding
            adata, "group", groups=arms, reference=f"{kind}/control"
        )

    # bad: silent: each donor has one arm
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = ["d1", "d2", "d3", "d4"] * 100
    adata.obs["arm"] = adata.obs["donor"].map({"d1": "a", "d2": "a", "d3": "b", "d4": "b"})
    adata.obs["arm"] = adata.obs["arm"].astype("category")
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sc.tl.rank_genes_groups(adata, groupby="arm", method="wilcoxon")  # <- finding

    # good: types of one treatment
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["treatment"] = ["control", "drug"] * 200
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    both = adata.obs["labels"].astype(str) + "/" + adata.obs["treatment"]
    adata.obs["group"] = both.astype("category")
    sc.tl.rank_genes_groups(
        adata, "group", groups=["label_0/drug"], reference="label_1/drug", method="wilcoxon"
    )

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.tl.rank_genes_groups(adata, "labels", method="wilcoxon")
"""

from scvi_lint.rule import Called, cites, condition_compared, rule


@rule(
    "SCV615",
    severity="info",
    presets=("paper",),
    cites=cites(
        "user_guide/background/differential_expression#notations-and-model-assumptions",
        "user_guide/background/differential_expression",
    ),
    about={"call.name": "rank_genes_groups"},
)
def conditions_tested_as_cells(called: Called):
    by = called.argument("groupby")
    name = None if by is None else by.value.text
    if name is None:
        return
    groups = [item.value for item in called.values("groups")]
    others = [item.value for item in called.values("reference")]
    condition = condition_compared(called.adata, name, groups, others)
    if condition is None:
        return
    yield called.finding(
        called.call.name_span,
        f"{condition!r} is tested with every cell as a replicate: what is particular to one donor "
        "looks like an effect. Add up the counts by donor and cell type, and test those.",
        because=None if condition == name else called.adata and called.adata.obs(condition),
    )
