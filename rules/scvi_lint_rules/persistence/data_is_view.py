"""A view of an AnnData is handed to `load` or `load_query_data`.

Both register the data, which writes into it, and scvi-tools refuses to write into a part of
another object: ValueError ("Please run `adata = adata.copy()`"). A question to a model writes
nothing and takes a view.

Copy the part before it is handed over: `adata[mask].copy()`.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = adata[adata.obs["batch"] == "batch_1"]
    mapped = scvi.model.SCVI.load_query_data(query, model)  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.LinearSCVI(adata)
    model.train(max_epochs=1)
    model.save("fitted")
    part = scvi.model.LinearSCVI.load("fitted", adata[:100])  # <- finding

    # good: a question may be asked about a view
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(adata[:100])
    mapped = scvi.model.SCVI.load_query_data(adata[:100].copy(), model)
"""

from scvi_lint.rule import DataGiven, cites, rule


@rule(
    "SCV758",
    severity="error",
    cites=cites(
        "{symbol}",
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def data_is_view(given: DataGiven):
    for view in given.differences("view"):
        if view.raises is None:
            continue
        yield given.finding(
            given.spot,
            f"{given.adata.name} is a view: {given.call.name} raises {view.raises}. Copy it "
            "first: .copy().",
            because=given.why(view),
        )
        return
