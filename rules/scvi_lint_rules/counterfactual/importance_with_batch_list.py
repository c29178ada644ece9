"""Importance weights are asked for together with a list of batches.

`weights="importance"` weighs the posterior draws by how well they explain each cell. That is not
defined for an average over several batches, so the call raises NotImplementedError, after the
training.

Decode one batch at a time, or leave the weights uniform.

    # bad: raises NotImplementedError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(
        transform_batch=["batch_0", "batch_1"],
        weights="importance",  # <- finding
    )

    # bad: raises NotImplementedError after training
    import scvi

    OPTIONS = {"weights": "importance", "n_samples_overall": 100, "return_numpy": True}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    batches = ["batch_0", "batch_1"]
    model.get_normalized_expression(transform_batch=batches, **OPTIONS)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch=["batch_0", "batch_1"])
    weighted = {"weights": "importance", "n_samples_overall": 100, "return_numpy": True}
    model.get_normalized_expression(transform_batch="batch_0", **weighted)
    model.get_normalized_expression(transform_batch=["batch_0"], **weighted)
"""

from scvi_lint.rule import Queried, cites, rule


@rule(
    "SCV414",
    severity="error",
    cites=cites("{symbol}", "user_guide/background/counterfactual_prediction#applications"),
    about={"call.name": "get_normalized_expression"},
)
def importance_with_batch_list(query: Queried):
    weights, targets = query.argument("weights"), query.argument("transform_batch")
    if weights is None or targets is None or weights.literal != "importance":
        return
    if not query.accepts("weights"):
        return
    if not targets.is_sequence or len(targets.items) < 2:
        return
    yield query.finding(
        weights,
        "Importance weights are not defined for an average over batches: "
        f"{query.call.name} raises NotImplementedError. Ask for one batch at a time, or leave "
        "weights out.",
        certain=all(item.certain for item in targets.items),
        doubt=next((item.doubt for item in targets.items if item.doubt), ""),
    )
