"""Early stopping looks the wrong way.

What scvi-tools logs as `elbo_…` is a loss, the reconstruction loss plus the KL terms: lower is
better. With `early_stopping_mode="max"` every epoch that improves the model counts as worse, and
training stops as soon as the patience is used up. Accuracy and F1 are the other way round.

Use "min" for losses, "max" only for accuracy, F1 or AUROC.

    # bad: silent: training stops at once
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping=True, early_stopping_mode="max")  # <- finding

    # bad: silent: training stops at once
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    stop = dict(early_stopping_monitor="validation_accuracy", early_stopping_mode="min")
    model.train(max_epochs=2, early_stopping=True, **stop)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping=True, early_stopping_mode="min")
"""

from scvi_lint.rule import Trained, cites, quoted, replace, rule


@rule(
    "SCV515",
    severity="warning",
    cites=cites(
        "scvi.train.LoudEarlyStopping",
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "{symbol}",
        "scvi.model.SCVI.train",
    ),
)
def early_stopping_wrong_mode(training: Trained):
    given = training.argument("early_stopping_mode")
    if given is None or not training.turns_on("early_stopping"):
        return
    monitor = training.argument("early_stopping_monitor")
    key = "elbo_validation" if monitor is None else monitor.value.text
    if key is None or (monitor is None and not training.lacks("early_stopping_monitor")):
        return
    mode = given.literal
    right = "max" if any(word in key for word in ("accuracy", "f1_score", "auroc")) else "min"
    is_loss = any(word in key for word in ("elbo", "loss", "kl_"))
    if mode not in ("min", "max") or mode == right or (right == "min" and not is_loss):
        return
    better = "higher" if right == "max" else "lower"
    yield training.finding(
        given.span,
        f"{key} is better when it is {better}: with mode {mode!r} training stops as soon as the "
        f"model improves. Use {right!r}.",
        fixes=[replace(given, quoted(right), f"Use {right} (training goes on longer)", safe=False)],
    )
