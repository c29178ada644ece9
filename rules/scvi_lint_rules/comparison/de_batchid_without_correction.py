"""Batches are named for a comparison that does not correct for batches.

`batchid1` and `batchid2` say in which batches the cells of each group are decoded. That only
means something with `batch_correction=True`; without it each cell keeps its own batch, and the
two requests contradict each other: the call raises.

Pass `batch_correction=True`, or leave the batches out.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="labels", batchid1=["batch_0"])  # <- finding

    # bad: raises ValueError after training
    import scvi

    within = dict(batchid1=["batch_0"], batchid2=["batch_0"])
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    vae.differential_expression(groupby="labels", mode="change", **within)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="labels", batchid1=["batch_0"], batchid2=["batch_0"], batch_correction=True
    )
"""

from scvi_lint.rule import Compared, add_argument, cites, rule


@rule(
    "SCV605",
    severity="error",
    cites=cites(
        "user_guide/background/differential_expression#motivation",
        "user_guide/models/scvi#differential-expression",
    ),
)
def de_batchid_without_correction(compared: Compared):
    named = compared.given("batchid1") or compared.given("batchid2")
    if named is None or compared.default_of("batch_correction") != "False":
        return
    correction = compared.argument("batch_correction")
    if correction is None and not compared.call.lacks("batch_correction"):
        return
    if correction is not None and not correction.value.is_literal(False):
        return
    fix = add_argument(
        compared,
        "batch_correction=True",
        "Correct for batches (decodes all cells in these batches)",
        safe=False,
    )
    yield compared.finding(
        named.whole,
        f"{named.name} asks for batches, but batch_correction is off: {compared.call.name} raises "
        "ValueError. Pass batch_correction=True, or leave the batches out.",
        fixes=[fix] if correction is None else [],
    )
