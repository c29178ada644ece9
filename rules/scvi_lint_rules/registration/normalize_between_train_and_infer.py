"""X is normalised between the training and a question to the model.

The model keeps no copy of its data either: it remembers *where* the counts are and reads them
again whenever it is asked. When X was registered and is log-normalised after the training, for a
plot or for marker genes, the trained encoder is shown values of another scale: the latent space
of the very same cells moves, and so do expression and differential expression. Nothing warns.

Keep the counts in a layer and register that layer, or normalise a copy.

    # bad: silent: the latent space moves
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    sc.pp.log1p(adata)  # <- finding
    adata.obsm["X_scVI"] = model.get_latent_representation()

    # bad: silent: differential expression on values of the wrong scale
    import scanpy as sc
    import scvi

    def plot(data):
        sc.pp.normalize_total(data, target_sum=1e4)  # <- finding
        sc.pp.log1p(data)

    class Analysis:
        def __init__(self, adata):
            scvi.model.SCVI.setup_anndata(adata, labels_key="labels")
            self.model = scvi.model.SCVI(adata)
            self.model.train(max_epochs=1)

        def markers(self):
            return self.model.differential_expression(groupby="labels", mode="change")

    adata = scvi.data.synthetic_iid()
    analysis = Analysis(adata)
    plot(adata)
    markers = analysis.markers()

    # bad: silent: depths of the counts, means of the normalised values
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    first = model.differential_expression(groupby="labels", mode="change")
    sc.pp.normalize_total(adata)  # <- finding
    second = model.differential_expression(groupby="labels", mode="change")

    # good: the counts are in a layer of their own
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sc.pp.log1p(adata)
    adata.obsm["X_scVI"] = model.get_latent_representation()

    # good: asked before, or of a copy
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    counts = adata.copy()
    plotted = adata.copy()
    sc.pp.log1p(plotted)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.normalize_total(adata)
    model.differential_expression(counts, groupby="labels", mode="change")

    # good: the counts are put back
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    counts = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sc.pp.log1p(adata)
    adata.X = counts
    latent = model.get_latent_representation()
"""

from scvi_lint.rule import TRANSFORMED, Queried, Registration, Trained, Transformed, cites, rule

# What asks nothing of the cells.
READS_NO_CELLS = frozenset({"get_loadings", "get_var_names", "get_hyperparameters"})


@rule(
    "SCV125",
    severity="warning",
    covers=("de-stale-scaling",),
    cites=cites(
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "{setup}",
        "scvi.model.SCVI.setup_anndata",
        "scvi.data.setup_anndata",
    ),
)
def normalize_between_train_and_infer(change: Transformed):
    if not change.ends_counts:
        return
    for class_name, known in change.adata.registrations.items():
        registration = known.value
        if not registration.registers(change.room, change.entry):
            continue
        if any(event.model.is_built_on(registration) for event in change.later(Trained)):
            continue  # normalize-after-setup says it better
        asked = _asked(change, registration)
        if asked is None:
            continue
        what = "X" if change.room == "X" else f"layers[{change.entry!r}]"
        yield change.finding(
            change.span,
            f"{class_name} reads {what} again whenever it is asked: {asked.call.name} would get "
            f"what is {change.words} here, though trained on counts. Register a layer, or "
            "normalise a copy.",
            because=(known, asked.reason(f"{asked.call.name} reads {what} here")),
            breaks=((change.adata.id, change.room),),
        )
        return


def _asked(change: Transformed, registration: Registration) -> Queried | None:
    """The first question to a model of this registration that reads what was changed."""
    trained = {
        one
        for event in change.earlier(Trained)
        for one in event.model.ids
        if event.model.is_built_on(registration) and not event.model.takes_anything
    }
    for event in change.later(Queried):
        if not trained & event.model.ids or event.call.name in READS_NO_CELLS:
            continue
        asked = event.adata or event.model.adata
        if asked is None or asked.id != change.adata.id:
            continue
        now = asked.matrix(change.entry or None)
        if now is not None and now.value.scale in TRANSFORMED:
            return event
    return None
