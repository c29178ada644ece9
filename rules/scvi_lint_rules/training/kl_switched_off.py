"""The KL term is switched off: what remains is no variational model.

With `max_kl_weight=0` nothing holds the latent states of cells near the prior. Each cell is put
wherever its counts are copied best: distances mean little, and all that draws from the posterior –
differential expression, decoded means, posterior predictive checks – rests on variances that
nothing has trained.

Leave the weight at 1, and give the warm-up fewer epochs where it takes too long.

    # bad: silent: nothing holds the latent states together
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"max_kl_weight": 0.0})  # <- finding

    # bad: silent: nothing holds the latent states together
    import scvi

    PLAN = {"lr": 1e-3, "max_kl_weight": 0}

    def fit(model, plan):
        model.train(max_epochs=1, plan_kwargs=plan)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    fit(scvi.model.SCVI(adata), PLAN)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"max_kl_weight": 1.0, "n_epochs_kl_warmup": 1})
"""

from scvi_lint.rule import Trained, cites, replace, rule


@rule(
    "SCV549",
    severity="warning",
    versions=">=0.20",
    cites=cites(
        "user_guide/models/{model}#inference",
        "user_guide/models/scvi#inference",
    ),
)
def kl_switched_off(training: Trained):
    weight = training.plan.get("max_kl_weight")
    if weight is None or not training.plan_accepts("max_kl_weight"):
        return
    if type(weight.literal) not in (int, float) or weight.literal != 0:
        return
    yield training.finding(
        weight,
        "max_kl_weight=0 switches the KL term off: nothing holds the latent states together, and "
        "whatever draws from them (DE, decoded means) is untrained. Leave it at 1.",
        fixes=[replace(weight, "1.0", "Use max_kl_weight=1.0", safe=False)],
    )
