"""The smallest KL weight is larger than the largest.

During warm-up the weight of the KL terms grows from `min_kl_weight` to `max_kl_weight`. The other
way round there is nothing to grow, and the training plan refuses it.

Swap the two.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    weights = {"min_kl_weight": 1.0, "max_kl_weight": 0.5}
    model.train(max_epochs=1, plan_kwargs=weights)  # <- finding

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    plan = dict(min_kl_weight=2.0)
    model.train(max_epochs=1, plan_kwargs=plan)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"min_kl_weight": 0.5, "max_kl_weight": 1.0})
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV517",
    severity="error",
    versions=">=0.20",
    cites=cites(
        "scvi.train.TrainingPlan",
        "user_guide/use_case/training_configuration#when-to-use-which-config",
        "user_guide/background/variational_inference",
    ),
)
def kl_weights_inverted(training: Trained):
    given = training.argument("plan_kwargs")
    entries = training.config("plan_kwargs")
    if given is None or "min_kl_weight" not in entries:
        return
    low = entries["min_kl_weight"].literal
    high = entries["max_kl_weight"].literal if "max_kl_weight" in entries else 1.0
    if type(low) not in (int, float) or type(high) not in (int, float) or low <= high:
        return
    yield training.finding(
        given.span,
        f"min_kl_weight={low} is larger than max_kl_weight={high}: the training plan raises "
        "ValueError. Swap them.",
    )
