"""Training ends long before the KL weight is full.

The KL terms are phased in over 400 epochs unless the plan says otherwise. A model that trains for
50 never sees more than an eighth of their weight: its latent space is less regular than the
model's description says. With much data that is the normal case, and meant; it should be said.

Set `n_epochs_kl_warmup` below the number of epochs, or report it.

    # bad: silent: the KL weight stays small
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, plan_kwargs={"n_epochs_kl_warmup": 1})
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV518",
    severity="info",
    versions=">=0.15",
    cites=cites(
        "scvi.train.TrainingPlan",
        "user_guide/use_case/training_configuration#when-to-use-which-config",
        "user_guide/background/variational_inference",
    ),
    presets=("paper",),
    per="file",
)
def kl_warmup_longer_than_training(training: Trained):
    epochs = training.argument("max_epochs")
    number = None if epochs is None else epochs.literal
    if epochs is None or type(number) is not int or number >= 200 or not training.model.exact:
        return
    overwritten = training.overwritten_plan_keys & {"n_epochs_kl_warmup", "n_steps_kl_warmup"}
    if not training.plan_accepts("n_epochs_kl_warmup") or overwritten:
        return
    plan = training.argument("plan_kwargs") or training.argument("plan_config")
    if plan is not None or training.call.open:
        return
    yield training.finding(
        epochs.span,
        f"The KL weight grows over 400 epochs: after {number} it is {number}/400. Set "
        "plan_kwargs={'n_epochs_kl_warmup': …}, or say so in the methods.",
    )
