"""Importance weights are asked for where nothing is weighted.

`weights="importance"` says how draws over all cells are chosen, so it works together with
`n_samples_overall` only. Without that every cell gets its own plain mean, the weights are never
computed, and nothing says so; even a misspelt value passes.

Pass `n_samples_overall=…` (and `return_numpy=True`), or leave `weights` out.

    # bad: silent: nothing is weighted
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mean = model.get_normalized_expression(n_samples=25, weights="importance")  # <- finding

    # bad: silent: nothing is weighted
    import scvi

    options = {"weights": "importance", "return_numpy": True}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    vae.get_normalized_expression(**options)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(
        n_samples_overall=500, weights="importance", return_numpy=True
    )
    table = model.differential_expression(groupby="labels", mode="change", weights="importance")
"""

from scvi_lint.rule import Queried, cites, leave_out, rule


@rule(
    "SCV424",
    severity="warning",
    versions=">=1.0",
    cites=cites(
        "{symbol}",
        "user_guide/background/differential_expression#approximating-population-specific-normalized-expression-levels",
    ),
    about={"call.name": "get_normalized_expression"},
)
def expression_weights_ignored(query: Queried):
    weights = query.given("weights")
    if not query.accepts("weights"):
        return
    if weights is None or not query.lacks("n_samples_overall") or not query.model.exact:
        return
    if weights.value.text in (None, "uniform"):
        return
    batches = query.argument("transform_batch")
    if batches is not None and batches.is_sequence and len(batches.items) > 1:
        return  # importance-with-batch-list: that raises
    yield query.finding(
        weights,
        f"weights={weights.literal!r} chooses among draws over all cells: without "
        "n_samples_overall it does nothing. Pass n_samples_overall, or drop weights.",
        fixes=[leave_out(query, weights, "Leave weights out", safe=True)],
    )
