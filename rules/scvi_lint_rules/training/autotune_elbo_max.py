"""Tuning maximises a loss.

`elbo_validation` and all other losses that scvi-tools logs are better when they are lower. With
`mode="max"` the tuner looks for the worst model, and reports it as the best.

Use `mode="min"` for losses.

    # bad: silent: the worst trial wins (not run: needs ray)
    import scvi
    from scvi import autotune

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    space = {"model_params": {"n_latent": [5, 10]}}
    found = autotune.run_autotune(
        scvi.model.SCVI,
        adata,
        metrics=["elbo_validation"],
        mode="max",  # <- finding
        search_space=space,
        num_samples=2,
    )

    # bad: silent: the worst trial wins (not run: needs ray)
    import scvi
    from scvi import autotune

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    def tune(data, direction="max"):
        space = {"model_params": {"n_latent": [5, 10]}}
        return autotune.run_autotune(
            scvi.model.SCVI, data, "validation_loss", direction, space, 2  # <- finding
        )

    tune(adata)

    # good: (not run: needs ray)
    import scvi
    from scvi import autotune

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    space = {"model_params": {"n_latent": [5, 10]}}
    found = autotune.run_autotune(
        scvi.model.SCVI,
        adata,
        metrics=["elbo_validation"],
        mode="min",
        search_space=space,
        num_samples=2,
    )
"""

from scvi_lint.rule import ApiUsed, cites, replace, rule


@rule(
    "SCV551",
    severity="warning",
    versions=">=1.2",
    cites=cites(
        "user_guide/use_case/hyper_parameters_tuning#optimize-scvi-model-with-hyperparameter-tuning",
        "scvi.autotune.run_autotune",
        "scvi.model.SCVI.train",
    ),
    about={"path": "scvi.autotune.run_autotune"},
)
def autotune_elbo_max(used: ApiUsed):
    mode, metrics = used.argument("mode"), used.values("metrics")
    if mode is None or mode.literal != "max" or not metrics:
        return
    first = metrics[0].value
    if not isinstance(first, str) or not any(word in first for word in ("elbo", "loss", "kl_")):
        return
    yield used.finding(
        mode.span,
        f"{first} is better when it is lower: with mode='max' the worst trial wins. Use 'min'.",
        fixes=[replace(mode, '"min"', "Use min (another trial wins)", safe=False)],
    )
