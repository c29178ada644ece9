"""Tuning starts on data that the class is not registered for.

`run_autotune` builds a model for each trial, and each of them needs the registration of
`setup_anndata`. Without it the run ends before its first trial.

Register the data for the class that is tuned.

    # bad: raises ValueError (not run: needs ray)
    import scvi
    from scvi import autotune

    adata = scvi.data.synthetic_iid()
    space = {"model_params": {"n_latent": [5, 10]}}
    metric = "elbo_validation"
    found = autotune.run_autotune(scvi.model.SCVI, adata, metric, "min", space, 2)  # <- finding

    # good: (not run: needs ray)
    import scvi
    from scvi import autotune

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    space = {"model_params": {"n_latent": [5, 10]}}
    found = autotune.run_autotune(scvi.model.SCVI, adata, "elbo_validation", "min", space, 2)
"""

from scvi_lint.rule import ApiUsed, cites, rule


@rule(
    "SCV553",
    severity="error",
    versions=">=1.2",
    cites=cites(
        "user_guide/use_case/hyper_parameters_tuning#optimize-scvi-model-with-hyperparameter-tuning",
        "scvi.autotune.run_autotune",
        "scvi.model.SCVI.train",
    ),
)
def autotune_not_setup(used: ApiUsed):
    data = used.data_in("data") if used.path == "scvi.autotune.run_autotune" else None
    if data is None or data.registrations or data.may_be_registered_elsewhere:
        return
    if used.call is None or data.stale_registrations:
        return
    yield used.finding(
        used.call.name_span,
        f"{data.name} is registered for no model: tuning raises ValueError before its first "
        "trial. Call setup_anndata of the class first.",
    )
