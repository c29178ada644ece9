"""Fold changes are read from a differential expression that computed none.

`differential_expression` of this model defaults to `mode="vanilla"`, whose table has Bayes
factors but neither log fold changes nor the probability of differential expression. Reading
`lfc_mean`, `proba_de` or `is_de_fdr_0.05` from it fails, after the training.

Ask for `mode="change"`: it tests for a fold change, which is most often what is meant.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels")
    strong = de[de["lfc_mean"] > 1]  # <- finding

    # bad: raises UndefinedVariableError after training
    import scvi

    def strongest(model):
        table = model.differential_expression(groupby="labels")
        return table.query("lfc_mean > 1 and bayes_factor > 3")  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    strongest(vae)

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels")
    de.plot.scatter(x="lfc_mean", y="bayes_factor")  # <- finding

    # good: the program computes the fold change itself
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels")
    de["lfc_mean"] = np.log2(de["scale1"] / de["scale2"])
    strong = de[de["lfc_mean"] > 1].query("lfc_mean < 5")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels", mode="change")
    strong = de[de["lfc_mean"] > 1]

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels")
    markers = de[de["bayes_factor"] > 3]
"""

from scvi_lint.rule import ResultRead, add_argument, cites, rule

ONLY_IN_CHANGE = ("lfc_", "proba_de", "proba_not_de", "is_de_fdr_", "pseudocounts")


@rule(
    "SCV601",
    severity="error",
    cites=cites(
        "user_guide/background/differential_expression#detecting-biologically-relevant-features",
        "user_guide/models/scvi#differential-expression",
    ),
)
def de_vanilla_default(read: ResultRead):
    made = read.made
    if not read.column.startswith(ONLY_IN_CHANGE) or not made.model.exact or read.written:
        return
    if made.default_of("mode") != "'vanilla'":
        return
    mode = made.argument("mode")
    if mode is None and not made.call.lacks("mode"):
        return
    if mode is not None and mode.literal != "vanilla":
        return
    yield read.finding(
        read.item,
        f"This table has no column {read.column!r}: {made.class_name}.{made.call.name} "
        f"{'defaults to' if mode is None else 'was called with'} mode='vanilla', without fold "
        "changes. This fails; pass mode='change'.",
        because=made.reason("compared here"),
        breaks=made.fault,
        cause=made.span,
        fixes=[add_argument(made, 'mode="change"', 'Pass mode="change" (another test)', safe=False)]
        if mode is None
        else [],
    )
