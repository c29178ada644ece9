"""The query model that `load_query_data` returns is thrown away.

`load_query_data` does not change the reference model: it returns a new model for the query. On its
own line it does nothing, and the reference then meets batches that it does not know.

Keep what it returns.

    # bad: silent: the query model is lost
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata, encode_covariates=True)
    vae.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    scvi.model.SCVI.load_query_data(query, vae)  # <- finding

    # bad: silent: the query model is lost
    import scvi

    def add(query, reference):
        reference.load_query_data(query, reference)  # <- finding
        return reference

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    ref = scvi.model.SCVI(adata)
    ref.train(max_epochs=1)
    add(scvi.data.synthetic_iid(), ref)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata, encode_covariates=True)
    vae.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, vae)
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})
"""

from scvi_lint.rule import Loaded, cites, rule


@rule(
    "SCV809",
    severity="warning",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load_query_data",
        "user_guide/background/transfer_learning#training",
    ),
)
def query_result_discarded(loaded: Loaded):
    if loaded.method != "load_query_data" or not loaded.call.discarded:
        return
    yield loaded.finding(
        loaded.call.name_span,
        "load_query_data returns the query model and changes no other: here it is lost. "
        "Assign the result to a name, then train it.",
    )
