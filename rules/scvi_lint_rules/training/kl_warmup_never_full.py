"""The KL weight is told to grow over more epochs than are trained.

`n_epochs_kl_warmup` says after how many epochs the KL terms count in full. Training that ends
before that never optimises the model's own objective: with 400 epochs of warm-up and 100 of
training, the last epoch counts the KL terms at a quarter, and the latent space is that much less
regular. The number was written down, so it was meant to be reached.

Train longer, or warm up over fewer epochs than you train.

    # bad: silent: the weight stays below a half
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(
        max_epochs=5,
        plan_kwargs={"n_epochs_kl_warmup": 10},  # <- finding
    )

    # bad: silent: the weight stays below a half
    import scvi

    PLAN = dict(n_epochs_kl_warmup=400, weight_decay=1e-2)  # <- finding

    def fit(adata, n_epochs, plan=PLAN):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        vae = scvi.model.SCVI(adata)
        vae.train(max_epochs=n_epochs, train_size=0.8, plan_kwargs=plan, early_stopping=True)
        return vae

    fit(scvi.data.synthetic_iid(), 5)

    # bad: silent: an argument of train itself
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(5, n_epochs_kl_warmup=20)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, plan_kwargs={"n_epochs_kl_warmup": 1})
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    peaks = scvi.model.PEAKVI(adata)
    peaks.train(max_epochs=3, n_epochs_kl_warmup=None)

    # good: two epochs show that the program runs
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, plan_kwargs={"n_epochs_kl_warmup": 10})
"""

from scvi_lint.rule import Trained, cites, rule

# Fewer epochs show that a program runs, no more.
FEWEST = 5
# Where the last epoch counts the KL terms nearly in full, nobody is misled.
NEARLY = 0.9


@rule(
    "SCV530",
    severity="warning",
    cites=cites(
        "scvi.train.TrainingPlan",
        "user_guide/use_case/training_configuration#when-to-use-which-config",
        "user_guide/background/variational_inference",
    ),
)
def kl_warmup_never_full(training: Trained):
    if not training.model.exact or training.argument("max_epochs") is None:
        return
    epochs, warmup = training.number("max_epochs"), training.kl_warmup
    if warmup is None or type(epochs) is not int or epochs < FEWEST:
        return
    number, given = warmup
    if given is None:
        return
    reached = (epochs - 1) / max(number, 1)
    if reached >= NEARLY:
        return
    yield training.finding(
        given.origin,
        f"n_epochs_kl_warmup={number}, but training ends after {epochs} epochs: the KL weight "
        f"never gets above {reached:.2g}. Train longer, or warm up over fewer epochs.",
    )
