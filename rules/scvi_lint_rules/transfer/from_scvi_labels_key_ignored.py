"""SCANVI is told another labels column than the one that SCVI was registered with, and ignores it.

`from_scvi_model` takes over the registration of the SCVI model. If that one already names a
`labels_key`, the `labels_key` given here is dropped without a word: the classifier learns the
labels of the first registration, for example the coarse ones instead of the fine ones.

Leave `labels_key` out when SCVI is registered, or register and train SCVI with the right column.

    # bad: silent: the model learns the labels that were registered first
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["fine"] = adata.obs["labels"].astype(str) + adata.obs["batch"].astype(str)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(
        vae, unlabeled_category="Unknown", labels_key="fine"  # <- finding
    )

    # bad: silent: the model learns the labels that were registered first
    import scvi

    COARSE, FINE = "labels", "subtype"

    def annotate(model, **options):
        return scvi.model.SCANVI.from_scvi_model(model, "Unknown", **options)  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.obs[FINE] = adata.obs["labels"].astype(str) + "x"
    scvi.model.SCVI.setup_anndata(adata, labels_key=COARSE)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    annotate(vae, labels_key=FINE)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, "Unknown", labels_key="labels")

    # good: the same column
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, "Unknown", labels_key="labels")
"""

from scvi_lint.rule import Constructed, cites, rule


@rule(
    "SCV802",
    severity="warning",
    versions=">=0.15",
    cites=cites("scvi.model.SCANVI.from_scvi_model", "user_guide/models/scanvi#preliminaries"),
    about={"model.made_by": "from_scvi_model"},
)
def from_scvi_labels_key_ignored(built: Constructed):
    given = built.given("labels_key")
    if given is None or built.registration is None:
        return
    registered = built.registration.value.text("labels_key")
    if registered is None or given.value.text is None or given.value.text == registered:
        return
    yield built.finding(
        given,
        f"labels_key={given.value.text!r} is ignored: the SCVI model is registered with "
        f"labels_key={registered!r}, and {built.class_name} learns those labels. Register SCVI "
        "without labels.",
        because=built.registration,
    )
