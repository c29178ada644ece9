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

    # bad: silent: donors are not replicated
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor_id"] = ["A", "B", "C", "D"] * 100
    adata.obs["condition"] = ["control", "treated"] * 200
    adata.obs["condition"] = adata.obs["condition"].astype("category")
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sc.tl.rank_genes_groups(adata, groupby="condition", method="wilcoxon")  # <- finding

    # bad: silent: donors are not replicated
    import numpy as np
    import scanpy as sc
    import scvi
    from scipy.stats import mannwhitneyu

    adata = scvi.data.synthetic_iid()
    adata.obs["treatment"] = ["none", "drug"] * 200
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    treated = (adata.obs["treatment"] == "drug").values
    values = {}
    for number, gene in enumerate(adata.var_names):
        column = np.asarray(adata.X[:, number]).ravel()
        values[gene] = mannwhitneyu(column[treated], column[~treated]).pvalue  # <- finding

    # bad: silent: donors are not replicated
    import scanpy as sc
    import scvi
    from scipy import stats

    adata = scvi.data.synthetic_iid()
    adata.obs["disease"] = ["MS", "healthy"] * 200
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sick = adata[adata.obs["disease"] == "MS"].copy()
    well = adata[adata.obs["disease"] == "healthy"].copy()
    for gene in list(adata.var_names[:5]):
        print(gene, stats.ttest_ind(sick[:, gene].X.ravel(), well[:, gene].X.ravel()))  # <- finding

    # good: types of one treatment, and what was summed up by donor
    import numpy as np
    import scvi
    from scipy.stats import mannwhitneyu

    adata = scvi.data.synthetic_iid()
    adata.obs["treatment"] = ["none", "drug"] * 200
    first = (adata.obs["labels"] == "label_0").values
    mannwhitneyu(adata.X[first, 0], adata.X[~first, 0])
    adata.obs["donor"] = ["a", "b", "c", "d"] * 100
    sums = {who: float(adata.X[adata.obs["donor"] == who, 0].sum()) for who in "abcd"}
    mannwhitneyu([sums["a"], sums["c"]], [sums["b"], sums["d"]])

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

from scvi_lint.rule import (
    AnnDataView,
    Called,
    Mask,
    add_up_data,
    adds_up_by_donor,
    cites,
    condition_compared,
    names_condition,
    rule,
    slots,
)


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
    if adds_up_by_donor(called):
        return
    if called.tests:
        condition = _between(called)
        if condition is not None:
            yield called.finding(called.call.name_span, _message(condition))
        return
    if called.call.name != "rank_genes_groups" or name is None:
        return
    groups = [item.value for item in called.values("groups")]
    others = [item.value for item in called.values("reference")]
    condition = condition_compared(called.adata, name, groups, others)
    if condition is None:
        return
    yield called.finding(
        called.call.name_span,
        _message(condition),
        because=None if condition == name else called.adata and called.adata.obs(condition),
        fixes=[add_up_data(called, condition)],
    )


def _message(condition: str) -> str:
    return (
        f"{condition!r} is tested with every cell as a replicate: what is particular to one donor "
        "looks like an effect. Add up the counts by donor and cell type, and test those."
    )


def _between(called: Called) -> str | None:
    """The condition in which the cells of the two samples differ."""
    if called.correlates or len(called.chosen) != 2:
        return None
    kept = [_kept(side) for side in called.chosen]
    for column, values in kept[0].items():
        other = kept[1].get(column)
        if names_condition(column) and other is not None and other != values:
            return column
    return None


def _kept(side: Mask | AnnDataView | None) -> dict[str, tuple[object, bool]]:
    """What is asked of which column by a mask, or is left of it in a part of the data."""
    if isinstance(side, Mask):
        return {one.column: (one.kept, one.negated) for one in (side, *side.also)}
    if side is None:
        return {}
    columns = side.entries(slots.OBS).items()
    return {name: (known.value.categories, False) for name, known in columns if known.certain}
