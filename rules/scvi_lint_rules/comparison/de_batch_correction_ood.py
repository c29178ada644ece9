"""Groups that share no batch are compared with `batch_correction=True`.

With batch correction every group is decoded in every batch, and the results are averaged. Where
the two groups were never measured in the same batch, each of them is decoded in batches in which
it never occurred: an extrapolation that no training point supports. Nothing warns.

Leave `batch_correction` at False, or compare groups that share batches.

    # bad: silent: each group is decoded in batches in which it never occurred
    # file: pbmc.h5ad = cells(obs={"condition": "ctrl*60 stim*60", "batch": "a*30 b*30 c*30 d*30"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="condition",
        group1="stim",
        group2="ctrl",
        mode="change",
        batch_correction=True,  # <- finding
    )

    # bad: silent: each group is decoded in batches in which it never occurred
    # file: pbmc.h5ad = cells(obs={"condition": "ctrl*60 stim*60", "batch": "a*30 b*30 c*30 d*30"})
    import scanpy as sc
    import scvi

    options = dict(mode="change", batch_correction=True)

    def fit(adata, key):
        scvi.model.SCVI.setup_anndata(adata, batch_key=key)
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        return model

    model = fit(sc.read_h5ad("pbmc.h5ad"), "batch")
    model.differential_expression(None, "condition", "stim", "ctrl", **options)  # <- finding

    # bad: silent: the condition is made of the batch, so no batch holds both
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = adata.obs["batch"].map({"batch_0": "ctrl", "batch_1": "stim"})
    adata.obs["arm"] = np.where(adata.obs["batch"] == "batch_0", "ctrl", "stim")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    options = {"group1": "stim", "group2": "ctrl", "mode": "change"}
    model.differential_expression(
        groupby="condition",
        batch_correction=True,  # <- finding
        **options,
    )
    model.differential_expression(groupby="arm", batch_correction=True, **options)  # <- finding

    # good
    # file: pbmc.h5ad = cells(obs={"condition": "ctrl*60 stim*60", "batch": "a*40 b*40 a*20 b*20"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="condition", group1="stim", group2="ctrl", mode="change", batch_correction=True
    )
"""

from scvi_lint.rule import AnnDataView, Compared, cites, rule


@rule(
    "SCV653",
    severity="warning",
    cites=cites(
        "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution",
        "user_guide/background/differential_expression",
    ),
)
def de_batch_correction_ood(comparison: Compared):
    model = comparison.model
    adata, key = model.adata, model.batch_key
    correction = comparison.argument("batch_correction")
    groupby = comparison.argument("groupby")
    column = None if groupby is None else groupby.literal
    if adata is None or key is None or correction is None or correction.literal is not True:
        return
    first, second = comparison.values("group1"), comparison.values("group2")
    if not isinstance(column, str) or column == key or len(first) != 1 or len(second) != 1:
        return
    if comparison.given("batchid1") or comparison.given("batchid2"):
        return
    if not _made_of(adata, column, key):
        table = adata.crosstab(column, key)
        if table is None:
            return
        one, other = table.partners(first[0].value), table.partners(second[0].value)
        if not one or not other or set(one) & set(other):
            return
    yield comparison.finding(
        correction,
        f"No {key!r} holds both {first[0]} and {second[0]}: batch and group cannot be told apart, "
        "with or without batch_correction. Compare pseudobulks of replicates within a cell type.",
        because=(adata.seen, adata.obs(column), model.registration),
        breaks=comparison.fault,
    )


def _made_of(adata: AnnDataView, column: str, key: str) -> bool:
    """Whether each value of a column was made of the batch alone: no batch holds two of them."""
    known = adata.obs(column)
    return known is not None and known.certain and known.value.parts == (key,)
