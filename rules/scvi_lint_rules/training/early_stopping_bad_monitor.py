"""What is to be watched is never logged.

Early stopping, checkpoints and the scheduler of the learning rate look a loss up by its name. A
name that this model never logs is found out after the first epoch, with a RuntimeError that lists
the names there are.

The losses are called `elbo_validation`, `reconstruction_loss_validation`, `kl_local_validation`,
`validation_loss`, and the same with `train`. Read ELBO, reconstruction and KL together: the first
is the sum of the others.

    # bad: raises RuntimeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping=True, early_stopping_monitor="val_loss")  # <- finding

    # bad: raises RuntimeError
    from scvi.data import synthetic_iid
    from scvi.model import SCVI

    class Run:
        monitor = "elbo_val"

        def __init__(self, adata):
            SCVI.setup_anndata(adata)
            self.model = SCVI(adata)

        def fit(self):
            options = dict(early_stopping=True, early_stopping_monitor=self.monitor)
            self.model.train(max_epochs=2, **options)  # <- finding

    Run(synthetic_iid()).fit()

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping=True, early_stopping_monitor="validation_loss")

    # good: a semi-supervised model logs more
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(
        max_epochs=2,
        early_stopping=True,
        early_stopping_monitor="validation_accuracy",
        early_stopping_mode="max",
    )
"""

from scvi_lint.rule import Argument, Trained, cites, rule, suggest


@rule(
    "SCV513",
    severity="error",
    cites=cites(
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "scvi.train.SaveCheckpoint",
        "{symbol}",
        "scvi.model.SCVI.train",
    ),
)
def early_stopping_bad_monitor(training: Trained):
    logs = training.logs
    if logs is None or training.argument("callbacks") is not None:
        return
    places: list[Argument | None] = []
    if training.turns_on("early_stopping"):
        places.append(training.argument("early_stopping_monitor"))
    if training.turns_on("enable_checkpointing"):
        places.append(training.argument("checkpointing_monitor"))
    for given in places:
        key = None if given is None else given.value.text
        if given is None or key is None or not logs.never(key):
            continue
        suggestion = suggest(key, logs.keys, "Watch 'elbo_validation'.")
        yield training.finding(
            given.span,
            f"{training.class_name} never logs {key!r}: training raises RuntimeError after its "
            f"first epoch. {suggestion.advice}",
            certain=not given.doubt,
            doubt=given.doubt,
            fixes=suggestion.fixes(given, "Watch {}"),
        )
