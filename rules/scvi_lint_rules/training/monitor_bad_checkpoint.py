"""A checkpoint watches a loss that is never logged.

`SaveCheckpoint` keeps the best model by a loss that it looks up by its name. A name that the model
never logs stops training with an exception of Lightning.

Use `elbo_validation`, `validation_loss` or another logged name.

    # bad: raises MisconfigurationException
    import scvi
    from scvi.train import SaveCheckpoint

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    best = SaveCheckpoint(monitor="val_loss")  # <- finding
    model.train(max_epochs=1, callbacks=[best], check_val_every_n_epoch=1)

    # bad: raises MisconfigurationException
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    watched = "elbo_valid"
    model.train(
        max_epochs=1,
        check_val_every_n_epoch=1,
        callbacks=[scvi.train.SaveCheckpoint(monitor=watched)],  # <- finding
    )

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    best = scvi.train.SaveCheckpoint(monitor="elbo_validation", load_best_on_end=True)
    model.train(max_epochs=1, callbacks=[best], check_val_every_n_epoch=1)

    # good: a callback of one's own may log it
    import scvi
    from lightning.pytorch.callbacks import Callback

    class Mine(Callback):
        def on_validation_epoch_end(self, trainer, module):
            module.log("my_score", 1.0)

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    best = scvi.train.SaveCheckpoint(monitor="my_score")
    model.train(max_epochs=1, callbacks=[Mine(), best], check_val_every_n_epoch=1)
"""

from scvi_lint.rule import ApiUsed, Trained, cites, nearest, rule


@rule(
    "SCV514",
    severity="error",
    versions=">=1.1.0.post1",
    cites=cites(
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "scvi.train.SaveCheckpoint",
        "{symbol}",
        "scvi.model.SCVI.train",
    ),
)
def monitor_bad_checkpoint(used: ApiUsed):
    given = used.argument("monitor")
    if used.path not in CALLBACKS or given is None or given.value.text is None:
        return
    key = given.value.text
    if used.program.spells(".log(", "log_dict"):
        return  # somebody logs for himself
    trained = [event for event in used.later(Trained) if event.argument("callbacks") is not None]
    logs = [event.logs for event in trained]
    if not logs or any(one is None or not one.never(key) for one in logs):
        return
    meant = next((nearest(key, one.keys) for one in logs if one is not None), None)
    advice = f"Did you mean {meant!r}?" if meant else "Watch 'elbo_validation'."
    yield used.finding(
        given.span,
        f"{trained[0].class_name} never logs {key!r}: the checkpoint raises "
        f"MisconfigurationException. {advice}",
    )


CALLBACKS = frozenset({"scvi.train.SaveCheckpoint", "scvi.train.SaveBestState"})
