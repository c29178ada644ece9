"""Tuning chooses the size of a model by one term of the ELBO.

The reconstruction loss in training falls with every latent dimension, layer and unit that is added;
the KL term grows with them. A tuner that minimises one of the two finds the end of its own search
space: the largest model, or the smallest. On validation cells the reconstruction may turn, and is
still one term of two: that is an info.

Tune by `elbo_validation` (or `validation_loss`), where both terms are weighed.

    # bad: silent: the largest model wins (not run: needs ray)
    import scvi
    from scvi import autotune

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    found = autotune.run_autotune(
        scvi.model.SCVI,
        adata,
        metrics="reconstruction_loss_validation",  # <- finding
        mode="min",
        search_space={"model_params": {"n_latent": [5, 10, 50]}},
        num_samples=3,
    )

    # bad: silent: the smallest model wins (not run: needs ray)
    import scvi
    from scvi.autotune import run_autotune

    def tune(data, metric, space):
        return run_autotune(scvi.model.SCVI, data, metric, "min", space, 2)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    tune(adata, "kl_local_validation", {"model_params": {"n_hidden": [64, 128], "n_layers": [1]}})

    # bad: silent: the largest model wins (not run: needs ray)
    import scvi
    from scvi.autotune import run_autotune

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    sizes = {"n_latent": [5, 10], "n_layers": [1, 2]}
    words = dict(metrics=["reconstruction_loss_train"], mode="min")  # <- finding
    run_autotune(
        scvi.model.SCVI, adata, search_space={"model_params": sizes}, num_samples=4, **words
    )

    # bad: silent: the largest model wins (not run: needs ray)
    import scvi
    from scvi.autotune import run_autotune

    SPACE = {"model_params": {"n_hidden": [64, 256]}, "train_params": {"max_epochs": 20}}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    run_autotune(
        scvi.model.SCVI,
        adata,
        metrics=["reconstruction_loss_validation", "elbo_validation"],  # <- finding
        mode="min",
        search_space=SPACE,
        num_samples=2,
    )

    # good: both terms; and the loss alone where no size is tuned (not run: needs ray)
    import scvi
    from scvi.autotune import run_autotune

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    sizes = {"model_params": {"n_latent": [5, 10, 50]}}
    run_autotune(scvi.model.SCVI, adata, "elbo_validation", "min", sizes, 2)
    rates = {"train_params": {"max_epochs": [50, 100]}}
    run_autotune(scvi.model.SCVI, adata, "reconstruction_loss_validation", "min", rates, 2)
"""

from scvi_lint.rule import ApiUsed, cites, quoted, replace, rule

SIZES = frozenset({"n_latent", "n_hidden", "n_layers"})
TERMS = ("reconstruction_loss_", "kl_local_", "kl_global_")


@rule(
    "SCV564",
    severity="warning",
    versions=">=1.2",
    cites=cites(
        "user_guide/use_case/hyper_parameters_tuning#optimize-scvi-model-with-hyperparameter-tuning",
        "scvi.autotune.run_autotune",
        "scvi.model.SCVI.train",
    ),
    about={"path": "scvi.autotune.run_autotune"},
)
def tuned_by_one_term(used: ApiUsed):
    space, metrics = used.argument("search_space"), used.values("metrics")
    if space is None or not metrics:
        return
    first, params = metrics[0], space.entries().get("model_params")
    sizes = [] if params is None else [name for name in params.entries() if name in SIZES]
    if not sizes or not isinstance(first.value, str) or not first.value.startswith(TERMS):
        return
    split = first.value.rpartition("_")[2]
    fits = first.value.startswith("reconstruction")
    happens = "whatever the data are: the tuner finds the end of its search space"
    if fits and split == "validation":
        happens = "as long as it does not overfit, and is one of two terms of the loss"
    yield used.finding(
        first,
        f"{first.value} {'falls' if fits else 'grows'} with {sizes[0]} {happens}. Tune by "
        f"elbo_{split}, where both are weighed.",
        severity="info" if fits and split == "validation" else "",
        fixes=[
            replace(first, quoted(f"elbo_{split}"), f"Tune by elbo_{split}", safe=False),
        ],
    )
