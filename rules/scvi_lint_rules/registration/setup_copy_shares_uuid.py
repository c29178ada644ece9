"""A copy of the data was registered in between and took the original's place.

`setup_anndata` gives an object an identifier, and a copy carries the same one along. scvi-tools
finds a registration by this identifier. When the copy is registered for the same class, its
registration replaces that of the original, and a model that is then built on the original is
refused – although the original was registered and never touched. Models that exist already go on.

Register and build one object after the other, or register the original again.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    part = adata[adata.obs["labels"] != "label_0"].copy()
    scvi.model.SCVI.setup_anndata(part, batch_key="batch")
    small = scvi.model.SCVI(part)
    whole = scvi.model.SCVI(adata)  # <- finding

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    parts = {}
    for batch in ["batch_0", "batch_1"]:
        parts[batch] = adata[adata.obs["batch"] == batch].copy()
        scvi.model.SCVI.setup_anndata(parts[batch])
    models = [
        scvi.model.SCVI(
            adata,  # <- finding
            n_latent=5,
        )
    ]

    # good: one after the other
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    whole = scvi.model.SCVI(adata)
    part = adata[adata.obs["labels"] != "label_0"].copy()
    scvi.model.SCVI.setup_anndata(part, batch_key="batch")
    small = scvi.model.SCVI(part)
    whole.train(max_epochs=1)

    # good: copied before it was registered, or registered for another class
    import scvi

    adata = scvi.data.synthetic_iid()
    part = adata[adata.obs["labels"] != "label_0"].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    scvi.model.SCVI.setup_anndata(part, batch_key="batch")
    other = adata.copy()
    scvi.model.LinearSCVI.setup_anndata(other)
    models = [scvi.model.SCVI(part), scvi.model.SCVI(adata)]

    # good: registered again
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    part = adata.copy()
    scvi.model.SCVI.setup_anndata(part)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
"""

from scvi_lint.rule import Constructed, cites, rule, slots


@rule(
    "SCV107",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "tutorials/notebooks/dev/data_tutorial",
        "tutorials/notebooks/data_tutorial",
        "{setup}",
        "scvi.model.SCVI.setup_anndata",
    ),
    about={"model.made_by": "constructor"},
)
def setup_copy_shares_uuid(built: Constructed):
    adata = built.adata
    if adata is None:
        return
    displaced = adata.displaced_registrations.get(built.class_name)
    if displaced is None or built.registration is None or adata.may_be_registered_elsewhere:
        return
    yield built.finding(
        built.argument("mdata") or built.argument("adata") or built.call,
        f"A copy of {adata.name} was set up for {built.class_name} after {adata.name} itself; both "
        f"share one id, and only the copy's is kept: ValueError. Set up {adata.name} again.",
        because=(built.registration, displaced),
        breaks=((built.model.id, slots.CONSTRUCTION),),
        cause=(adata.id, built.class_name),
    )
