"""Cell types are predicted by a SCANVI model that was not trained.

`from_scvi_model` takes over the encoder and decoder of the SCVI model, but its classifier is new:
its weights are random until `train` was called. `predict` returns labels all the same, and nothing
warns.

Train the SCANVI model, then predict.

    # bad: silent: the classifier is random
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
    adata.obs["predicted"] = lvae.predict()  # <- finding

    # bad: silent: the classifier is random
    import scvi

    class Annotation:
        def __init__(self, vae):
            self.lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")

        def labels(self):
            return self.lvae.predict(soft=True)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, labels_key="labels")
    base = scvi.model.SCVI(adata)
    base.train(max_epochs=1)
    Annotation(base).labels()

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
    lvae.train(max_epochs=1)
    adata.obs["predicted"] = lvae.predict()
"""

from scvi_lint.rule import Queried, cites, rule


@rule(
    "SCV808",
    severity="warning",
    cites=cites("user_guide/models/scanvi#prediction", "scvi.model.SCANVI.predict"),
)
def scanvi_predict_untrained(query: Queried):
    if query.call.name != "predict" or query.model.made_by != "from_scvi_model":
        return
    untrained = query.model.untrained
    if untrained is None:
        return
    yield query.finding(
        query.call.name_span,
        f"The classifier of {query.model.name} is not trained: predict returns labels of random "
        f"weights. Call {query.model.asked('train')} first.",
        because=untrained,
        cause=query.model.id,
        breaks=((query.model.id, "trained"),),
    )
