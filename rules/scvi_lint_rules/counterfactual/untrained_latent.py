"""The latent space is asked of a model that was not trained.

A model that was just built has random weights, and a latent space from them would mean nothing.
So scvi-tools refuses: RuntimeError, "Trying to query inferred values from an untrained model".
The same holds when a second model was built and only the first was trained.

Call `train()` before, or load a trained model.

    # bad: raises RuntimeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    adata.obsm["X_scVI"] = model.get_latent_representation()  # <- finding

    # bad: raises RuntimeError
    import scvi

    def embed(adata, cls, **setup):
        cls.setup_anndata(adata, **setup)
        return cls(adata).get_latent_representation()  # <- finding

    embed(scvi.data.synthetic_iid(), scvi.model.SCVI, batch_key="batch")

    # bad: raises RuntimeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    first = scvi.model.SCVI(adata)
    first.train(max_epochs=1)
    second = scvi.model.SCVI(adata, n_latent=30)
    sizes = second.get_latent_library_size()  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()

    # good: a query model that is used as it is
    import scvi

    reference = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(reference, batch_key="batch")
    model = scvi.model.SCVI(reference)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, model)
    mapped.is_trained = True
    query.obsm["X_scVI"] = mapped.get_latent_representation()

    # good: trained, or loaded
    import sys

    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    if len(sys.argv) < 9:
        model.train(max_epochs=1)
    else:
        model = scvi.model.SCVI.load("saved", adata)
    adata.obsm["X_scVI"] = model.get_latent_representation()
"""

from scvi_lint.rule import Queried, cites, rule, slots


@rule(
    "SCV420",
    severity="error",
    covers=("query-no-train",),
    cites=cites(
        "{symbol}", "user_guide/models/{model}#inference", "user_guide/models/scvi#inference"
    ),
)
def untrained_latent(query: Queried):
    model = query.model
    if not model.exact or not model.refuses_untrained(query.call.name):
        return
    untrained = model.untrained
    if untrained is None or model.made_by not in ("constructor", "load_query_data"):
        return
    yield query.finding(
        query.call.name_span,
        f"{model.name} is not trained here, so {query.call.name} raises RuntimeError. "
        "Train it first, or load a trained model.",
        because=untrained,
        cause=model.id,
        rests=((model.id, slots.CONSTRUCTION),),
        breaks=((model.id, slots.TRAINED),),
    )
