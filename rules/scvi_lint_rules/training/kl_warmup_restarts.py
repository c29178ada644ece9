"""Training in small steps starts the KL warm-up anew with each of them.

Each `train` counts its epochs from 0, so the KL weight, which grows over `n_epochs_kl_warmup`
epochs (400 unless it is said), begins at 0 again. Sixty times `train(1)` are sixty epochs without
any KL term: an autoencoder without its prior, whose latent space is not the one that the model's
description promises. The optimiser and the early stopping forget what they knew, too.

Train once, and watch through `check_val_every_n_epoch` or a callback; or switch the warm-up off
with `plan_kwargs={"n_epochs_kl_warmup": None}`.

    # bad: silent: the KL weight is always 0
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    for _ in range(3):
        model.train(1)  # <- finding

    # bad: silent: the KL weight is always near 0
    import scvi

    class Fit:
        def __init__(self, adata):
            scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
            self.model = scvi.model.SCVI(adata)
            self.losses = []

        def run(self, rounds):
            while len(self.losses) < rounds:
                self.model.train(max_epochs=2, plan_kwargs={"lr": 1e-3})  # <- finding
                self.losses.append(self.model.history["elbo_train"].iloc[-1])

    Fit(scvi.data.synthetic_iid()).run(2)

    # good: no warm-up, or one that ends within each round
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    for _ in range(2):
        model.train(1, plan_kwargs={"n_epochs_kl_warmup": None})
    for _ in range(2):
        model.train(3, plan_kwargs={"n_epochs_kl_warmup": 1})

    # good: one model a round
    import scvi

    adata = scvi.data.synthetic_iid()
    for width in (5, 10):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        model = scvi.model.SCVI(adata, n_latent=width)
        model.train(max_epochs=2)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV533",
    severity="warning",
    cites=cites(
        "scvi.train.TrainingPlan",
        "user_guide/use_case/training_configuration#when-to-use-which-config",
        "user_guide/background/variational_inference",
    ),
)
def kl_warmup_restarts(training: Trained):
    before, warmup = training.model.training, training.kl_warmup
    epochs = training.number("max_epochs")
    if before is None or warmup is None or not training.model.exact or type(epochs) is not int:
        return
    if all(call.span != training.call.span for call in before.values):
        return  # it is not this very call that has trained the model before
    reached = max(epochs - 1, 0) / max(warmup[0], 1)
    if reached > 0.5:
        return
    weight = "is always 0" if reached == 0 else f"never gets above {reached:.2g}"
    yield training.finding(
        training.call.name_span,
        f"Each train() begins the KL warm-up of {warmup[0]} epochs anew: here the KL weight "
        f"{weight}. Train once with all epochs, or set n_epochs_kl_warmup=None.",
    )
