"""The data is registered for another model class than the one that is built.

Each class keeps its own register, for each asks for other things: SCANVI needs labels and a name
for cells without one, SCVI does not. A registration for one class is therefore nothing to
another, even if the one is made from the other.

Call `setup_anndata` of the class that is built. To go on from a trained SCVI model, use
`SCANVI.from_scvi_model`, which registers the data itself.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCANVI(adata)  # <- finding

    # bad: raises ValueError
    import scvi

    Model = scvi.model.LinearSCVI
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, layer=None, batch_key="batch")
    model = Model(adata, n_latent=5)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        adata, labels_key="labels", unlabeled_category="unknown", batch_key="batch"
    )
    model = scvi.model.SCANVI(adata)

    # good: both registered
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    models = [scvi.model.SCVI(adata), scvi.model.LinearSCVI(adata)]

    # good: from_scvi_model registers the data
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, labels_key="labels", batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="unknown")
    again = scvi.model.SCANVI(adata)
"""

from scvi_lint.rule import Constructed, cites, rule, slots


@rule(
    "SCV102",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "{setup}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
    about={"model.made_by": "constructor"},
)
def setup_with_other_class(built: Constructed):
    adata = built.adata
    if adata is None or not built.exact:
        return
    if built.registration is not None or adata.may_be_registered_elsewhere:
        return
    wanted = built.class_name
    others = adata.registrations
    if not others or wanted in adata.stale_registrations:
        return
    if built.registered_in_passing is not None:
        return  # setup-on-temporary says it better
    if any(built.cls.shares("is_one_model", one) for one in others):
        return
    other, known = next(iter(others.items()))
    setup = "setup_mudata" if adata.is_mudata else "setup_anndata"
    advice = f"Call {wanted}.{setup} on it"
    if other == "SCVI" and built.cls.method("from_scvi_model") is not None:
        advice += f", or use {wanted}.from_scvi_model"
    name = adata.name if adata.name.isidentifier() else "This data"
    yield built.finding(
        built.argument("mdata") or built.argument("adata") or built.call,
        f"{name} was set up for {other}; {wanted} needs its own {setup}, so this raises "
        f"ValueError. {advice}.",
        because=known.reasons,
        breaks=((built.model.id, slots.CONSTRUCTION),),
        cause=(adata.id, built.class_name),
    )
