"""`load_query_data` is called on a class that only makes models of another one.

From 1.4.0 on `MRVI` builds a model of `TorchMRVI` or `JaxMRVI`, and before 1.5.0 it had no
`load_query_data` of its own: AttributeError. The model that it builds has it.

Call it on the model, and leave its weights free, or there is nothing to train:
`model.load_query_data(query, model, unfrozen=True)`.

    # bad: raises AttributeError after training (on 1.4.2)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.external.MRVI.load_query_data(query, model)  # <- finding

    # bad: raises AttributeError after training (on 1.4.2)
    from scvi.data import synthetic_iid
    from scvi.external import MRVI

    def learn(cls, adata):
        cls.setup_anndata(adata, sample_key="batch")
        model = cls(adata)
        model.train(max_epochs=1)
        return model

    def place(cls, query, reference):
        return cls.load_query_data(adata=query, reference_model=reference)  # <- finding

    place(MRVI, synthetic_iid(), learn(MRVI, synthetic_iid()))

    # good: the model has it
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    mapped = model.load_query_data(scvi.data.synthetic_iid(), model, unfrozen=True)
"""

from scvi_lint.rule import Loaded, cites, rule


@rule(
    "SCV769",
    severity="error",
    versions=">=1.4,<1.5",
    cites=cites("{changelog}", "user_guide/models/{model}"),
)
def front_maps_no_queries(load: Loaded):
    if load.method != "load_query_data" or load.receiver is not None:
        return
    if not load.exact or not load.cls.has("is_a_front"):
        return
    yield load.finding(
        load.call.name_span,
        f"{load.class_name} has no load_query_data in {load.release.version}: this raises "
        "AttributeError. Call it on the model: model.load_query_data(query, model, unfrozen=True).",
    )
