"""The history is asked for a curve that was never recorded.

Validation losses are logged only when a validation loop runs. For most models that is off unless
`check_val_every_n_epoch` is given or early stopping is on; then `history` has no such key, and
the look-up fails after the training. Other names (`loss`, `val_loss`) no model logs at all.

Train with `check_val_every_n_epoch=1` (a little slower), or with `early_stopping=True`; the names
are those of `model.history.keys()`.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
    curve = model.history["elbo_validation"]  # <- finding

    # bad: raises KeyError after training
    import scvi

    def curve(model, key="train_elbo"):
        return model.history[key]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=2, check_val_every_n_epoch=1)
    curve(vae)

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=2)
    quality = model.history["validation_accuracy"]  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, check_val_every_n_epoch=1)
    curve = model.history["elbo_validation"]
"""

from scvi_lint.rule import Call, HistoryRead, add_argument, cites, nearest, rule

# What may log under names of its own.
MORE_IS_LOGGED = ("callbacks", "logger", "trainer_config")


@rule(
    "SCV502",
    severity="error",
    cites=cites(
        "scvi.model.SCVI.history",
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
    ),
)
def history_elbo_validation_missing(read: HistoryRead):
    key, training, logs = read.key.text, read.model.training, read.logs
    if key is None or training is None:
        return
    call = training.value
    if logs is not None and logs.never(key):
        if call.open or not all(_is_off(call, name) for name in MORE_IS_LOGGED):
            return
        meant = nearest(key, logs.keys)
        advice = f" Did you mean {meant!r}?" if meant else ""
        yield read.finding(
            read.item,
            f"{read.class_name} never logs {key!r}: history has no such key, so this raises "
            f"KeyError, after the training.{advice}",
            because=training,
            cause=call.span,
            dated=True,  # what is logged has changed more than once
        )
        return
    waits = key.endswith("_validation") if logs is None else logs.needs_validation(key)
    if not waits or read.model.validated is not False:
        return
    wanted = "check_val_every_n_epoch=1"
    if read.model.trained_on_all:
        wanted = f"train_size=0.9 and {wanted}"
    text = wanted.replace(" and", ",")
    yield read.finding(
        read.item,
        f"history has no {key!r}: training ran no validation, so this raises KeyError, after "
        f"the training. Train with {wanted}.",
        because=training,
        cause=call.span,
        fixes=[
            add_argument(read, text, f"Train with {wanted} (slower)", safe=False, call=call)
            if "train_size" not in call.arguments or wanted == text
            else None
        ],
    )


def _is_off(call: Call, name: str) -> bool:
    given = call.arguments.get(name)
    return given is None or given.is_none or given.value.is_literal(False)
