"""Cells are decoded "as if" from the batch that they are from.

`transform_batch` asks what a cell would look like in another batch. All cells asked about here are
already from the target, so the answer is their own reconstruction: the same as leaving
`transform_batch` out. Read as a prediction it says nothing.

Ask for another batch, or for cells of the other batches.

    # bad: silent: no cell is asked about another batch
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    treated = adata[adata.obs["batch"] == "batch_1"].copy()
    predicted = model.get_normalized_expression(treated, transform_batch="batch_1")  # <- finding

    # bad: silent: no cell is asked about another batch
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for name in ["batch_0", "batch_1"]:
        cells = np.where(adata.obs["batch"] == name)[0]
        model.get_normalized_expression(indices=cells, transform_batch=name)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    control = adata[adata.obs["batch"] == "batch_0"].copy()
    predicted = model.get_normalized_expression(control, transform_batch="batch_1")
    everything = model.get_normalized_expression(transform_batch="batch_1")
"""

from scvi_lint.rule import Fact, Queried, cites, rule


@rule(
    "SCV406",
    severity="info",
    cites=cites("user_guide/background/counterfactual_prediction#applications", "{symbol}"),
)
def transform_batch_own_batch(query: Queried):
    target, key = query.given("transform_batch"), query.model.batch_key
    if target is None or key is None or target.literal is None:
        return
    certain, reason = _all_from(query, key, target.literal)
    if not certain:
        return
    yield query.finding(
        target,
        f"All these cells are from {target.literal!r} already: asking for {target.literal!r} "
        "changes nothing. Ask for another batch.",
        because=reason,
    )


def _all_from(query: Queried, key: str, target: object) -> tuple[bool, Fact[object] | None]:
    chosen = query.given("indices")
    if chosen is not None:
        return chosen.kept_of(key) == (target,), None
    levels = None if query.adata is None else query.adata.levels(key)
    if levels is None or not levels.column.closed:
        return False, None
    return levels.names == (target,), levels.known
