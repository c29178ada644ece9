"""X is normalised after it was registered, before the model is trained on it.

`setup_anndata` makes no copy: it notes *where* the counts are. Whatever happens to X between the
registration and the training happens to the training data too. The check for raw counts ran at
registration, when all was well, so nothing warns.

Keep the counts in a layer and register that layer, or normalise a copy for plots.

    # bad: warns "within the support of the distribution"
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    sc.pp.normalize_total(adata, target_sum=1e4)  # <- finding
    sc.pp.log1p(adata)

    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)

    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()

    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
"""

from scvi_lint.rule import Trained, Transformed, cites, rule


@rule(
    "SCV202",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "{setup}",
        "scvi.model.SCVI.setup_anndata",
        "scvi.data.setup_anndata",
    ),
)
def normalize_after_setup(change: Transformed):
    if not change.ends_counts:
        return
    for class_name, known in change.adata.registrations.items():
        registration = known.value
        if not registration.registers(change.room, change.entry):
            continue
        trained = next(
            (
                event
                for event in change.later(Trained)
                if event.model.is_built_on(registration) and not event.model.takes_anything
            ),
            None,
        )
        if trained is None:
            continue
        what = "X" if change.room == "X" else f"layers[{change.entry!r}]"
        yield change.finding(
            change.span,
            f"{class_name} was registered on {what} of {change.adata.name} and keeps no copy: it "
            f"would train on what is {change.words} here. Register a layer that holds the counts.",
            because=known,
            breaks=((change.adata.id, change.room),),
        )
        return
