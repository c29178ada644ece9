"""A registered column of obs is changed before the model is trained.

`setup_anndata` reads the column once and keeps its categories as numbers of its own. What is
written to the column afterwards never reaches the model: it trains on the old categories, and
the new names are unknown to it when they are used later, for example in `transform_batch`.

Change obs first, register afterwards.

    # bad: silent: the model keeps the old batches
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    adata.obs["batch"] = adata.obs["labels"]  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # bad: silent: the model keeps the old labels
    import scvi

    LABELS = "labels"

    def merge(data, column):
        data.obs[column] = data.obs[column].replace({"label_1": "label_0"})  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key=LABELS, unlabeled_category="unknown")
    merge(adata, LABELS)
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)

    # bad: silent: the covariate is not centred in the model
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["dose"] = [float(number) for number in range(adata.n_obs)]
    scvi.model.SCVI.setup_anndata(adata, continuous_covariate_keys=["dose"])
    adata.obs.loc[adata.obs["batch"] == "batch_0", "dose"] = 0.0  # <- finding
    scvi.model.SCVI(adata).train(max_epochs=1)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["batch"] = adata.obs["labels"]
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good: the same values in another form, other columns, and after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    adata.obs["batch"] = adata.obs["batch"].astype("category")
    adata.obs["site"] = "Berlin"
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obs["batch"] = adata.obs["batch"].map({"batch_0": "first", "batch_1": "second"})

    # good: registered again
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    adata.obs["batch"] = adata.obs["labels"]
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import Constructed, Registration, Stored, Trained, cites, rule


@rule(
    "SCV122",
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
    about={"room": "obs"},
)
def obs_changed_after_setup(change: Stored):
    if change.same:
        return
    for class_name, known in change.adata.registrations.items():
        registration = known.value
        argument = registration.argument_of(change.entry)
        if argument is None or not _is_used(change, registration):
            continue
        if change.leaves_categories:
            continue
        yield change.finding(
            change.span,
            f"{change.adata.name} was registered for {class_name} with {argument}="
            f"{change.entry!r} as it was then: this change never reaches the model. "
            "Change obs first, register afterwards.",
            because=known,
            cause=registration.span,
            certain=change.is_followed,
            doubt="what is written comes out of code that cannot be seen here",
        )
        return


def _is_used(change: Stored, registration: Registration) -> bool:
    """Whether a model is built on the registration afterwards, or trained for the first time."""
    for event in change.later(Constructed):
        if event.registration is not None and registration in event.registration.values:
            return True
    return any(
        event.model.is_built_on(registration) and event.model.untrained is not None
        for event in change.later(Trained)
    )
