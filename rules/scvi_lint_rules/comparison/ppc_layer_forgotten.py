"""Samples of counts are compared with something that is not the counts.

The model was trained on a layer. `PosteriorPredictiveCheck` does not ask the model which one:
without `count_layer_key` it compares what the model samples, counts, with `X`, which is often log-
normalised. The check then says that the model is bad, whatever it is.

Pass the layer that was registered.

    # bad: silent: counts are compared with X
    import scvi
    from scvi.criticism import PosteriorPredictiveCheck

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    check = PosteriorPredictiveCheck(adata, {"scvi": model})  # <- finding

    # bad: silent: counts are compared with X
    import scvi
    from scvi import criticism

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    def judge(data, models):
        return criticism.PosteriorPredictiveCheck(data, models, n_samples=2)  # <- finding

    judge(adata, {"scvi": model})

    # good
    import scvi
    from scvi.criticism import PosteriorPredictiveCheck

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    check = PosteriorPredictiveCheck(adata, {"scvi": model}, count_layer_key="counts")

    # good: X itself is registered
    import scvi
    from scvi.criticism import PosteriorPredictiveCheck

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    check = PosteriorPredictiveCheck(adata, {"scvi": model})
"""

from scvi_lint.rule import ApiUsed, add_argument, cites, quoted, rule


@rule(
    "SCV690",
    severity="warning",
    versions=">=1.0",
    cites=cites(
        "scvi.criticism.PosteriorPredictiveCheck",
        "user_guide/use_case/scvi_criticism#example-of-use",
    ),
    about={"path": "scvi.criticism.PosteriorPredictiveCheck"},
)
def ppc_layer_forgotten(used: ApiUsed):
    if not used.lacks("count_layer_key"):
        return
    data = used.data_in("adata")
    if data is None:
        return
    known = [fact for fact in data.registrations.values() if fact.certain]
    layers = {fact.value.text("layer") for fact in known}
    if len(known) != len(data.registrations) or len(layers) != 1:
        return
    layer = layers.pop()
    if layer is None:
        return
    yield used.finding(
        used.span,
        f"The model was registered with layer {layer!r}, but the check compares its samples with "
        f"X. Pass count_layer_key={layer!r}.",
        because=known,
        fixes=[
            add_argument(
                used,
                f"count_layer_key={quoted(layer)}",
                f"Compare with layer {layer} (the numbers change)",
                safe=False,
            )
        ],
    )
