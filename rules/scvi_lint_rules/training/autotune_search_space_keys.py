"""The search space is not sorted into model and training.

`run_autotune` wants the parameters of the model's constructor under `model_params` and those of
`train` under `train_params`. Other keys at the top raise a KeyError.

That is found out when the experiment is built. Nest them.

    # bad: raises KeyError (not run: needs ray)
    import scvi
    from scvi import autotune

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    space = {"n_hidden": [64, 128]}
    metric = "elbo_validation"
    found = autotune.run_autotune(scvi.model.SCVI, adata, metric, "min", space, 2)  # <- finding

    # bad: raises KeyError (not run: needs ray)
    import scvi
    from scvi import autotune

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    options = {"search_space": {"model_args": {"n_latent": [5]}}, "num_samples": 2}
    found = autotune.run_autotune(  # <- finding
        scvi.model.SCVI, adata, metrics="elbo_validation", mode="min", **options
    )

    # good: (not run: needs ray)
    import scvi
    from scvi import autotune

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    space = {"model_params": {"n_hidden": [64, 128]}, "train_params": {"max_epochs": 5}}
    found = autotune.run_autotune(scvi.model.SCVI, adata, "elbo_validation", "min", space, 2)
"""

from scvi_lint.rule import ApiUsed, cites, listed, rule


@rule(
    "SCV552",
    severity="error",
    versions=">=1.2",
    cites=cites(
        "user_guide/use_case/hyper_parameters_tuning#optimize-scvi-model-with-hyperparameter-tuning",
        "scvi.autotune.run_autotune",
        "scvi.model.SCVI.train",
    ),
)
def autotune_search_space_keys(used: ApiUsed):
    given = used.argument("search_space") if used.path == "scvi.autotune.run_autotune" else None
    if given is None or given.value.single is None or used.call is None:
        return
    wrong = [key for key in given.entries() if key not in ("model_params", "train_params")]
    if not wrong:
        return
    yield used.finding(
        used.call.name_span,
        f"search_space holds {listed(wrong)} at its top: this raises KeyError. Nest it under "
        "model_params or train_params.",
    )
