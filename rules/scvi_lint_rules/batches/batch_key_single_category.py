"""The column that is registered as `batch_key` has one category.

With one batch there is nothing to correct, and nothing to compare: `transform_batch` can only name
the batch that the cells are in, `batch_correction=True` averages over one batch, and an embedding
of batches has one vector. This happens when the column was filled with one word, or when all cells
but one batch's were taken out before.

Register the column that tells the data sets apart. For one data set, leave `batch_key` out.

    # bad: silent: every cell is decoded into its own batch
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["site"] = "Berlin"
    scvi.model.SCVI.setup_anndata(adata, batch_key="site")  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="Berlin")

    # bad: silent: one batch, one vector
    import scvi

    KEY = "batch"

    def build(data, key):
        scvi.model.SCVI.setup_anndata(data, batch_key=key)  # <- finding
        return scvi.model.SCVI(data, batch_representation="embedding")

    adata = scvi.data.synthetic_iid()
    adata = adata[adata.obs["batch"] == "batch_1"].copy()
    model = build(adata, KEY)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata = adata[adata.obs["batch"].isin(["batch_0", "batch_1"])].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="batch_1")

    # good: a reference of one batch, onto which other batches will be mapped
    import scvi

    reference = scvi.data.synthetic_iid()
    reference.obs["batch"] = "reference"
    scvi.model.SCVI.setup_anndata(reference, batch_key="batch")
    model = scvi.model.SCVI(reference)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.obs["batch"] = "query"
    mapped = scvi.model.SCVI.load_query_data(query, model)
"""

from scvi_lint.rule import Constructed, Queried, Registered, Saved, cites, rule


@rule(
    "SCV392",
    severity="warning",
    cites=cites(
        "{setup}",
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def batch_key_single_category(setup: Registered):
    levels = setup.registration.categories("batch_key")
    given = setup.argument("batch_key")
    if levels is None or given is None or not levels.column.closed or len(levels.names) != 1:
        return
    models = {event.model.id: event for event in setup.models}
    if _may_be_mapped_onto(setup, models):
        return
    yield setup.finding(
        given,
        f"{levels.key!r} has one category, {levels.names[0]!r}: there is no other batch to correct "
        "for or to decode. Register the column that tells the data sets apart.",
        because=levels.known,
        severity="" if _asks_for_batches(setup, models) else "info",
    )


def _may_be_mapped_onto(setup: Registered, models: dict[int, Constructed]) -> bool:
    """Whether it is, or may be, a reference for data of other batches."""
    return any(event.model.ids & models.keys() for event in setup.later(Saved)) or any(
        event.model.made_by == "load_query_data" for event in setup.later(Constructed)
    )


def _asks_for_batches(setup: Registered, models: dict[int, Constructed]) -> bool:
    """Whether the program asks a model for what needs several batches."""
    for built in models.values():
        texts = [given.value.text for given in built.call.arguments.values()]
        if "embedding" in texts or "gene-batch" in texts or "protein-batch" in texts:
            return True
    for event in setup.later(Queried):
        corrects = event.argument("batch_correction")
        if event.model.ids & models.keys() and (
            event.given("transform_batch") is not None
            or (corrects is not None and corrects.literal is True)
        ):
            return True
    return False
