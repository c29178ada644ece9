"""Labels are registered for a model that does not learn from them.

SCVI takes `labels_key`, but its latent space is learned without labels: they only give each label
a dispersion of its own (`dispersion="gene-label"`) and wait for `SCANVI.from_scvi_model`. Cells
of one type are not drawn together because of them.

For a latent space that follows the labels, use SCANVI. Otherwise the argument can stay or go; the
numbers are the same.

    # bad: silent: the labels change nothing
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()

    # bad: silent: the labels change nothing
    import scvi

    def embed(data, model_class, **keys):
        model_class.setup_anndata(data, **keys)  # <- finding
        model = model_class(data)
        model.train(max_epochs=1)
        return model.get_latent_representation()

    keys = {"batch_key": "batch", "labels_key": "labels"}
    latent = embed(scvi.data.synthetic_iid(), scvi.model.LinearSCVI, **keys)

    # good: SCANVI learns from them
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    annotated = scvi.model.SCANVI.from_scvi_model(model, unlabeled_category="unknown")

    # good: one dispersion for each label, or a model that is kept for later
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata, dispersion="gene-label")
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    scvi.model.SCVI.setup_anndata(adata, labels_key="labels")
    other = scvi.model.SCVI(adata)
    other.train(max_epochs=1)
    latent = other.get_latent_representation()
    other.save("for_scanvi")
"""

from scvi_lint.rule import ApiUsed, Compared, Constructed, Queried, Registered, Saved, cites, rule


@rule(
    "SCV356",
    severity="info",
    cites=cites(
        "user_guide/models/scanvi#preliminaries",
        "user_guide/models/{model}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def labels_key_in_scvi_expected_to_supervise(setup: Registered):
    given = setup.given("labels_key")
    if given is None or not setup.has("ignores_labels") or not given.value.closed:
        return
    models = {event.model.id: event for event in setup.models}
    if not models or any(_uses_labels(event) for event in models.values()):
        return
    if _others_may_use_them(setup, models):
        return
    asked = next(
        (
            event
            for event in setup.later(Queried)
            if event.model.ids & models.keys() and event.call.name == "get_latent_representation"
        ),
        None,
    )
    if asked is None:
        return
    yield setup.finding(
        given.whole,
        f"{setup.class_name} does not learn from labels: labels_key changes nothing in the latent "
        "space. Use SCANVI if the labels are to guide it.",
        because=asked.reason("this model never saw the labels"),
    )


def _uses_labels(built: Constructed) -> bool:
    """Whether the labels have a part in the model, or may have."""
    given = built.argument("dispersion")
    return built.call.open or (given is not None and given.value.text != "gene")


def _others_may_use_them(setup: Registered, models: dict[int, Constructed]) -> bool:
    """Whether a model is made of one of these, one is saved, groups of these labels are compared,
    or a tuner reads them."""
    return (
        any(event.model.ids & models.keys() for event in setup.later(Compared))
        or any(
            e.origin is not None and e.origin.ids & models.keys() for e in setup.later(Constructed)
        )
        or any(event.model.ids & models.keys() for event in setup.later(Saved))
        or any("autotune" in event.path for event in setup.later(ApiUsed))
    )
