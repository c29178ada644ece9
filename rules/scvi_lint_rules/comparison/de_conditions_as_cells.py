"""Conditions are compared as if every cell were a replicate.

`groupby="condition"` over all cells asks two things at once: which cell types there are more of,
and what changes within them. And thousands of cells of a few donors are not thousands of
replicates: what is particular to one donor looks like an effect of the condition.

Compare within one cell type (`idx1`, `idx2`), and test donors as the replicates: pseudobulk per
cell type, or MRVI.

    # bad: silent: donors are not replicated
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = ["control", "treated"] * 200
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="condition", mode="change")  # <- finding

    # bad: silent: donors are not replicated
    import scvi

    def compare(model, column="disease_status"):
        return model.differential_expression(  # <- finding
            groupby=column, group1="ill", group2="well", mode="change"
        )

    data = scvi.data.synthetic_iid()
    data.obs["disease_status"] = ["ill", "well"] * 200
    scvi.model.SCVI.setup_anndata(data)
    vae = scvi.model.SCVI(data)
    vae.train(max_epochs=1)
    compare(vae)

    # bad: silent: donors are not replicated
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = ["control", "treated"] * 200
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for kind in adata.obs["labels"].unique():
        of_kind = adata.obs["labels"] == kind
        treated = of_kind & (adata.obs["condition"] == "treated")
        control = of_kind & (adata.obs["condition"] == "control")
        model.differential_expression(idx1=treated, idx2=control, mode="change")  # <- finding

    # bad: silent: a donor is taken for many
    # file: atlas.h5ad = cells(obs={"kind": "T*60 B*60", "disease": "MS*30 none*30 MS*30 none*30"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atlas.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    tables = {}
    for kind in ["T", "B"]:
        tables[kind] = model.differential_expression(  # <- finding
            idx1=f"kind == '{kind}' and disease == 'MS'",
            idx2=f"kind == '{kind}' and disease == 'none'",
        )

    # bad: silent: donors are not replicated
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = ["control", "treated"] * 200
    adata.obs["both"] = adata.obs[["labels", "condition"]].astype(str).agg("_".join, axis=1)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    tables = {
        kind: model.differential_expression(  # <- finding
            groupby="both", group1=f"{kind}_treated", group2=f"{kind}_control", mode="change"
        )
        for kind in ("label_0", "label_1")
    }

    # bad: silent: donors are not replicated
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = ["control", "treated"] * 200
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    cells = [np.where(adata.obs["condition"] == arm)[0] for arm in ("treated", "control")]
    model.differential_expression(idx1=cells[0], idx2=cells[1], mode="change")  # <- finding

    # bad: silent: donors are not replicated
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["patient"] = ["P1", "P2", "P3", "P4"] * 100
    adata.obs["treatment"] = ["drug", "none", "none", "drug"] * 100
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    for kind in adata.obs["labels"].unique():
        cells = adata[adata.obs["labels"] == kind].copy()
        vae.differential_expression(  # <- finding
            cells, groupby="treatment", group1="drug", group2="none", mode="change"
        )

    # good: counts are added up by patient
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["patient"] = ["P1", "P2", "P3", "P4"] * 100
    adata.obs["treatment"] = ["drug", "none", "none", "drug"] * 100
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    sums = sc.get.aggregate(adata, by=["patient", "labels"], func="sum")
    vae.differential_expression(groupby="treatment", mode="change")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="labels", mode="change")
"""

from scvi_lint.rule import (
    Argument,
    Compared,
    add_up_model,
    adds_up_by_donor,
    cites,
    condition_compared,
    names_condition,
    regex,
    rule,
)

# One part of a query of pandas: `disease == "MS"`, `type in ["T", "B"]`.
PART = regex(r"(\w+)\s*(==|!=|not in|in)\s*(\[[^\]]*\]|'[^']*'|\"[^\"]*\"|[\w.@]+)")


@rule(
    "SCV612",
    severity="info",
    presets=("paper",),
    cites=cites(
        "user_guide/background/differential_expression#notations-and-model-assumptions",
        "user_guide/background/differential_expression",
    ),
    about={"call.name": ("differential_expression", "differential_accessibility")},
)
def de_conditions_as_cells(compared: Compared):
    if adds_up_by_donor(compared):
        return
    column = compared.argument("groupby")
    name = None if column is None else column.value.text
    if name is not None and compared.lacks("idx1") and not names_condition(name):
        data = compared.adata or compared.model.adata
        groups = [[item.value for item in compared.values(given)] for given in ("group1", "group2")]
        condition = condition_compared(data, name, *groups)
        if condition is not None and data is not None:
            yield compared.finding(
                compared.call.name_span,
                f"Cells of two {condition!r}s are compared, each as a replicate: what is "
                "particular to a donor looks like an effect. Take donors as replicates "
                "(pseudobulk, MRVI).",
                because=data.obs(condition),
                fixes=[add_up_model(compared, condition)],
            )
        return
    if name is not None and compared.lacks("idx1"):
        yield compared.finding(
            compared.call.name_span,
            f"groupby={name!r} compares all cells at once, each as a replicate: donors and cell "
            "types are mixed in. Compare within a type, donors as replicates (pseudobulk, MRVI).",
            fixes=[add_up_model(compared, name)],
        )
        return
    between = _chosen_by(compared)
    if between is not None:
        yield compared.finding(
            compared.call.name_span,
            f"Cells of two {between!r}s are compared, each as a replicate: what is particular to a "
            "donor looks like an effect. Take donors as replicates (pseudobulk, MRVI).",
            fixes=[add_up_model(compared, between)],
        )


def _chosen_by(compared: Compared) -> str | None:
    """The condition in which the cells of `idx1` and `idx2` differ."""
    groups = [compared.argument("idx1"), compared.argument("idx2")]
    kept = [_selected(one) for one in groups]
    for column, values in kept[0].items():
        if names_condition(column) and column in kept[1] and kept[1][column] != values:
            return column
    return None


def _selected(cells: Argument | None) -> dict[str, tuple[object, object]]:
    """What is asked of which column, by a mask or in the words of a query."""
    if cells is None:
        return {}
    if cells.value.text is not None:
        return {found[1]: (found[2], found[3]) for found in PART.finditer(cells.value.text)}
    mask = cells.mask
    if mask is None:
        return {}
    return {one.column: (one.kept, one.negated) for one in (mask, *mask.also)}
