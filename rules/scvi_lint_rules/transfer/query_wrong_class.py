"""A query model is built by another class than its reference.

`load_query_data` of a class reads a reference of that same class; SCANVI cannot continue an SCVI
model that way, nor the reverse. It raises.

Call `load_query_data` of the reference's own class, or build the reference of the other class
first, by `SCANVI.from_scvi_model`.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata, encode_covariates=True)
    vae.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCANVI.load_query_data(query, vae)  # <- finding

    # bad: raises ValueError after training
    import scvi

    classes = {"map": scvi.model.SCVI, "label": scvi.model.SCANVI}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    base = scvi.model.SCVI(adata)
    base.train(max_epochs=1)
    reference = scvi.model.SCANVI.from_scvi_model(base, "Unknown")
    reference.train(max_epochs=1)
    mapped = classes["map"].load_query_data(scvi.data.synthetic_iid(), reference)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata, encode_covariates=True)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, "Unknown")
    lvae.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCANVI.load_query_data(query, lvae)
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})
"""

from scvi_lint.rule import Constructed, cites, rule, slots


@rule(
    "SCV811",
    severity="error",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load_query_data",
        "user_guide/background/transfer_learning#training",
    ),
    about={"model.made_by": "load_query_data"},
)
def query_wrong_class(built: Constructed):
    reference = built.origin
    if reference is None or not reference.exact:
        return
    if reference.class_name in ("", built.class_name):
        return
    yield built.finding(
        built.call.name_span,
        f"{reference.name} is a model of class {reference.class_name}, so {built.class_name}."
        f"load_query_data raises ValueError. Call {reference.class_name}.load_query_data.",
        because=reference.thing.get(slots.CLASS),
        breaks=((built.model.id, slots.CONSTRUCTION),),
    )
