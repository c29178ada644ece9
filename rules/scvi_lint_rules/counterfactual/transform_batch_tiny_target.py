"""The target batch of `transform_batch` has only a few cells.

Decoding cells as if they came from a batch uses the decoder's weights for that batch. A handful of
cells hardly moves them from their random start: what comes back is that start and the noise of
these cells.

Choose a large batch that holds all kinds of cells as the reference.

    # bad: silent: the parameters of this batch were learned from a few cells
    # file: pbmc.h5ad = cells(obs={"batch": "lane1*200 lane2*200 pilot*9"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="pilot")  # <- finding

    # bad: silent: the parameters of this batch were learned from a few cells
    # file: pbmc.h5ad = cells(obs={"site": "north*200 south*200 trial*12"})
    import scanpy as sc
    import scvi

    REFERENCE = {"transform_batch": "trial", "library_size": 1e4}

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="site")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["as_trial"] = model.get_normalized_expression(**REFERENCE)  # <- finding

    # good
    # file: pbmc.h5ad = cells(obs={"batch": "lane1*200 lane2*200 pilot*9"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="lane1")
"""

from scvi_lint.rule import Queried, cites, rule

# Fewer than these, in data that have at least ten times as many.
FEW = 25


@rule(
    "SCV451",
    severity="warning",
    cites=cites(
        "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution",
        "user_guide/models/scvi#preliminaries",
    ),
)
def transform_batch_tiny_target(query: Queried):
    batches = query.model.batches
    seen = None if batches is None else batches.column.seen
    targets = query.values("transform_batch")
    if batches is None or seen is None or not seen.counts or len(targets) != 1:
        return
    count = seen.counts.get(targets[0].value)
    largest = max(seen.counts, key=seen.counts.__getitem__)
    if not count or count >= FEW or seen.counts[largest] < 10 * FEW / 2:
        return
    yield query.finding(
        targets[0],
        f"{targets[0]} has {count} of {sum(seen.counts.values())} cells: too few for the model to "
        f"learn that batch. Decode in a large one, such as {largest!r}.",
        because=(query.model.registration, batches.known),
    )
