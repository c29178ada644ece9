"""The data is registered anew after the model was built, and nothing is built on it.

A model takes its registration over when it is constructed and keeps it. Calling `setup_anndata`
again with another `batch_key` or layer changes nothing for a model that exists: it trains on
what was registered first, without the batches that the second call names, and says nothing.

Register first, then build the model.

    # bad: silent: the model knows no batches
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- finding
    model.train(max_epochs=1)

    # bad: silent: the model trains on X
    import scvi

    class Integration:
        def __init__(self, adata):
            scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
            self.adata = adata
            self.model = scvi.model.SCVI(adata)

        def use_counts(self, layer):
            self.adata.layers[layer] = self.adata.X.copy()
            scvi.model.SCVI.setup_anndata(  # <- finding
                self.adata, layer=layer, batch_key="batch"
            )

    run = Integration(scvi.data.synthetic_iid())
    run.use_counts("counts")
    run.model.train(max_epochs=1)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good: each registration has a model of its own
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    without = scvi.model.SCVI(adata)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    with_batches = scvi.model.SCVI(adata)
    for model in [without, with_batches]:
        model.train(max_epochs=1)

    # good: the same again, or for another class
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    scvi.model.LinearSCVI.setup_anndata(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import Constructed, Loaded, Registered, Trained, cites, listed, rule


@rule(
    "SCV108",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/quick_start/data_loading",
        "tutorials/notebooks/data_loading",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "{setup}",
        "scvi.model.SCVI.setup_anndata",
        "scvi.data.setup_anndata",
    ),
)
def setup_after_model(setup: Registered):
    adata = setup.adata
    known = None if adata is None else adata.registrations.get(setup.class_name)
    if adata is None or known is None or not known.certain or adata.may_be_registered_elsewhere:
        return
    changed = setup.registration.differs_from(known.value)
    if not changed or setup.models:
        return
    if any(event.adata is not None and event.adata.id == adata.id for event in setup.later(Loaded)):
        return
    built = {
        one: event
        for event in setup.earlier(Constructed)
        for one in event.model.ids
        if event.registration is not None and known.value in event.registration.values
    }
    for training in setup.later(Trained):
        first = next((built[one] for one in training.model.ids if one in built), None)
        if first is not None and training.model.is_built_on(known.value):
            name = training.model.name
            yield setup.finding(
                setup.call,
                f"{name} was built before and keeps the registration that it was built on: "
                f"{listed(changed)} of this one never reaches it. Register first, then build it.",
                because=(first.reason("the model was built here"), known),
            )
            return
