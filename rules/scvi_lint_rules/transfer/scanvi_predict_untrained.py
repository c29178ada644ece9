"""Cell types are predicted by a SCANVI model that was not trained.

`from_scvi_model` takes over the encoder and decoder of the SCVI model, but its classifier is new:
its weights are random until `train` was called. `predict` returns labels all the same, and nothing
warns.

A query model that `load_query_data` made has the classifier of its reference, but what it learns of
the query's batches comes with `train`: predicted before, the labels are those of unadapted cells.

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

    # bad: silent: the query's batches were not learned yet
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        adata, batch_key="batch", labels_key="labels", unlabeled_category="Unknown"
    )
    reference = scvi.model.SCANVI(adata, encode_covariates=True)
    reference.train(max_epochs=1)
    cells = scvi.data.synthetic_iid()
    cells.obs["batch"] = "new"
    query = scvi.model.SCANVI.load_query_data(cells, reference)
    cells.obs["predicted"] = query.predict(cells)  # <- finding
    query.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})

    # good: the reference is used as it is, on purpose
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        adata, batch_key="batch", labels_key="labels", unlabeled_category="Unknown"
    )
    reference = scvi.model.SCANVI(adata)
    reference.train(max_epochs=1)
    cells = scvi.data.synthetic_iid()
    query = scvi.model.SCANVI.load_query_data(cells, reference)
    query.is_trained = True
    cells.obs["predicted"] = query.predict()

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

from scvi_lint.rule import Queried, Trained, cites, rule, slots


@rule(
    "SCV808",
    severity="warning",
    cites=cites("user_guide/models/scanvi#prediction", "scvi.model.SCANVI.predict"),
    about={"call.name": "predict"},
)
def scanvi_predict_untrained(query: Queried):
    model, untrained = query.model, query.model.untrained
    if untrained is None:
        return
    if model.made_by == "from_scvi_model":
        told = (
            f"The classifier of {model.name} is not trained: predict returns labels of random "
            f"weights. Call {model.asked('train')} first."
        )
    elif model.made_by == "load_query_data" and _trained_later(query):
        told = (
            f"{model.name} is trained only below: these labels are predicted before it has "
            f"learned the query's batches. Call {model.asked('train')} first."
        )
    else:
        return
    yield query.finding(
        query.call.name_span,
        told,
        because=untrained,
        cause=model.id,
        breaks=((model.id, slots.TRAINED),),
    )


def _trained_later(query: Queried) -> bool:
    return any(training.model.id == query.model.id for training in query.later(Trained))
