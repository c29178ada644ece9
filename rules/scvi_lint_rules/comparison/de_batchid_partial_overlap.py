"""The two groups are decoded in batch sets that overlap in part.

With `batch_correction=True` each group is decoded in the batches that `batchid1` and `batchid2`
name. Either both groups see the same batches, so that batch effects cancel, or the sets are
disjoint and the comparison says so. A partial overlap does neither: some of the difference is
batch, some is biology, and scvi-tools only warns that the result is not trustworthy.

Name the same batches for both groups.

    # bad: warns
    import scvi

    adata = scvi.data.synthetic_iid(n_batches=3)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="labels",
        batch_correction=True,
        batchid1=["batch_0"],
        batchid2=["batch_0", "batch_1"],  # <- finding
    )

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    shared = ["batch_0", "batch_1"]
    model.differential_expression(
        groupby="labels", batch_correction=True, batchid1=shared, batchid2=shared
    )
    model.differential_expression(
        groupby="labels", batch_correction=True, batchid1=["batch_0"], batchid2=["batch_1"]
    )
"""

from scvi_lint.rule import Compared, cites, listed, rule


@rule(
    "SCV606",
    severity="warning",
    cites=cites(
        "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution",
        "user_guide/models/scvi#differential-expression",
    ),
)
def de_batchid_partial_overlap(compared: Compared):
    first, second = compared.given("batchid1"), compared.given("batchid2")
    if first is None or second is None or not first.is_complete or not second.is_complete:
        return
    one = {item.value for item in first.items}
    other = {item.value for item in second.items}
    if one == other or not one & other:
        return
    yield compared.finding(
        second,
        f"The groups share {listed(sorted(one & other, key=str))} but not "
        f"{listed(sorted(one ^ other, key=str))}: batch effects cancel only in part, and "
        "scvi-tools warns. Name the same batches for both.",
    )
