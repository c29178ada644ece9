"""SCANVI or SOLO is built from an SCVI model that was never trained.

`from_scvi_model` starts from the weights of the SCVI model: that is its point. Here these are the
random ones of a new model. scvi-tools only warns, and what follows trains from nothing, for fewer
epochs than a model that starts from nothing needs.

Train the SCVI model first.

    # bad: warns
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")  # <- finding
    lvae.train(max_epochs=1)

    # bad: warns
    import scvi

    def build(data):
        scvi.model.SCVI.setup_anndata(data, batch_key="batch", labels_key="labels")
        return scvi.model.SCVI(data)

    base = build(scvi.data.synthetic_iid())
    options = {"unlabeled_category": "Unknown"}
    scvi.model.SCANVI.from_scvi_model(base, **options).train(max_epochs=1)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
    lvae.train(max_epochs=1)
"""

from scvi_lint.rule import Constructed, cites, rule, slots


@rule(
    "SCV805",
    severity="warning",
    cites=cites("scvi.model.SCANVI.from_scvi_model", "user_guide/models/scanvi#training-details"),
    about={"model.made_by": "from_scvi_model"},
)
def from_scvi_untrained(built: Constructed):
    origin = built.origin
    if origin is None:
        return
    untrained = origin.untrained
    if untrained is None or origin.made_by != "constructor":
        return
    yield built.finding(
        built.call.name_span,
        f"{origin.name} is not trained yet: {built.class_name} would start from random weights. "
        f"Call {origin.asked('train')} first.",
        because=untrained,
        breaks=((built.model.id, slots.TRAINED),),
    )
