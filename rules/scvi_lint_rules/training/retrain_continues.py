"""A trained model is trained again.

A second `train` goes on from the weights of the first; it does not begin anew. The history grows
by the new epochs, and the warm-up of the KL weight starts again from zero.

That may be meant. To begin anew, build a new model.

    # bad: silent: the second training continues the first
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.train(max_epochs=1)  # <- finding

    # good: a new model begins anew
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV523",
    severity="info",
    cites=cites(
        "{symbol}", "user_guide/models/{model}#inference", "user_guide/models/scvi#inference"
    ),
)
def retrain_continues(training: Trained):
    model = training.model
    known = model.training
    if known is None or not known.certain or model.made_by != "constructor":
        return
    if not model.is_retrained:
        return
    yield training.finding(
        training.call.name_span,
        f"{model.name} is trained already: this goes on from its weights, and the KL warm-up "
        "starts again. Build a new model to begin anew.",
        because=known,
        cause=(model.id, "trained again"),
    )
