"""`load_query_data` is given the reference model first and the query second.

The query comes first, then the reference model or its folder. The other way round the call ends in
an AttributeError about a private attribute that AnnData does not have.

Turn the two around.

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata, encode_covariates=True)
    vae.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(vae, query)  # <- finding

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    reference = scvi.model.SCVI(adata, encode_covariates=True)
    reference.train(max_epochs=1)
    pair = (reference, scvi.data.synthetic_iid())
    mapped = scvi.model.SCVI.load_query_data(*pair)  # <- finding

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

from scvi_lint.rule import Loaded, cites, rule, swap


@rule(
    "SCV810",
    severity="error",
    cites=cites(
        "{symbol}", "scvi.model.SCVI.load_query_data", "user_guide/background/transfer_learning"
    ),
)
def query_swapped_arguments(loaded: Loaded):
    query, reference = loaded.argument("adata"), loaded.argument("reference_model")
    if loaded.method != "load_query_data" or query is None or query.kind != "model":
        return
    fix = None
    if reference is not None:
        fix = swap(loaded, query, reference, "Give the query first", safe=True)
    yield loaded.finding(
        query,
        f"{loaded.class_name}.load_query_data takes the query data first, then the reference "
        "model: this raises AttributeError. Turn them around.",
        fixes=[fix],
    )
