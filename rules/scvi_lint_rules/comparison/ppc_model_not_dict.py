"""`PosteriorPredictiveCheck` is given a model where it wants a dictionary.

The check compares several models and wants them by name. A model alone, or a list of models, is
looked into as if it were a dictionary, which raises.

Give it a name: `{"scvi": model}`.

    # bad: raises AttributeError after training
    import scvi
    from scvi.criticism import PosteriorPredictiveCheck

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    check = PosteriorPredictiveCheck(adata, model, count_layer_key="counts")  # <- finding
    check.coefficient_of_variation()

    # bad: raises AttributeError after training
    import scvi
    from scvi.criticism import PosteriorPredictiveCheck

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    layer = "counts"
    check = PosteriorPredictiveCheck(adata, models_dict=model, count_layer_key=layer)  # <- finding
    check.zero_fraction()

    # bad: raises AttributeError after training
    import scvi
    from scvi.criticism import PosteriorPredictiveCheck

    adata = scvi.data.synthetic_iid()
    models = []
    for kind in (scvi.model.SCVI, scvi.model.LinearSCVI):
        kind.setup_anndata(adata, batch_key="batch")
        model = kind(adata)
        model.train(max_epochs=1)
        models.append(model)
    check = PosteriorPredictiveCheck(adata, models)  # <- finding

    # good: by name, however they were gathered
    import scvi
    from scvi.criticism import PosteriorPredictiveCheck

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    models = [scvi.model.SCVI(adata), scvi.model.SCVI(adata, n_latent=5)]
    for model in models:
        model.train(max_epochs=1)
    check = PosteriorPredictiveCheck(adata, dict(zip(["ten", "five"], models)))

    # good
    import scvi
    from scvi.criticism import PosteriorPredictiveCheck

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    check = PosteriorPredictiveCheck(adata, {"scvi": model}, count_layer_key="counts")
"""

from scvi_lint.rule import ApiUsed, cites, replace, rule


@rule(
    "SCV691",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "user_guide/use_case/scvi_criticism#example-of-use",
        "scvi.criticism.PosteriorPredictiveCheck",
    ),
    about={"path": "scvi.criticism.PosteriorPredictiveCheck"},
)
def ppc_model_not_dict(used: ApiUsed):
    given, model = used.argument("models_dict"), used.model_in("models_dict")
    if given is None:
        return
    if model is None:
        if given.is_sequence and given.objects:
            yield used.finding(
                given.span,
                f"The check wants models by name: a {given.type_name} raises AttributeError. Write "
                "{'a name': model, …}.",
            )
        return
    written = used.source(given.span)
    yield used.finding(
        given.span,
        "The check wants models by name: a model alone raises AttributeError. Write "
        f"{{'{model.class_name}': {written}}}.",
        fixes=[replace(given, f'{{"{model.class_name}": {written}}}', "Give it a name", safe=True)],
    )
