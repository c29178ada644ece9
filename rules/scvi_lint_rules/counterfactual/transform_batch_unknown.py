"""`transform_batch` names a category that the model was never trained on.

`transform_batch` asks: what would these cells look like, had they been measured in that batch?
The decoder has an input for each category that was registered with `batch_key`, and for no
other. A name that is not among them is refused – after the training, which may have taken hours.

Use one of the registered categories; the message lists them.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="batch_7")  # <- finding

    # bad: raises ValueError after training
    import scvi

    TARGETS = ["batch_0", "control"]  # <- finding
    adata = scvi.data.synthetic_iid()
    adata.obs["site"] = adata.obs["batch"]
    scvi.model.SCVI.setup_anndata(adata, batch_key="site")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch=TARGETS)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="batch_1")
    model.get_normalized_expression(transform_batch=["batch_0", None])
"""

from scvi_lint.rule import Queried, cites, listed, nearest, replace, rule


@rule(
    "SCV401",
    severity="error",
    cites=cites(
        "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def transform_batch_unknown(query: Queried):
    batches = query.model.batches
    if batches is None:
        return
    for target in query.values("transform_batch"):
        if not isinstance(target.value, str) or not batches.rule_out(target.value):
            continue
        meant = nearest(target.value, batches.names)
        advice = f"Did you mean {meant!r}?" if meant else f"Use {listed(batches.names)}."
        yield query.finding(
            target,
            f"{target} is not a category of {batches.key!r}, so {query.call.name} raises "
            f"ValueError, after the training. {advice}",
            because=(query.model.registration, batches.known),
            fixes=[
                replace(target, f'"{name}"', f"Use {name!r}", safe=False)
                for name in ([meant] if meant else batches.names[:3])
            ],
        )
