"""The history is asked for a validation curve, but no validation was run.

Validation losses are logged only when a validation loop runs. For most models that is off unless
`check_val_every_n_epoch` is given or early stopping is on; then `history` has no such key, and
the look-up fails after the training.

Train with `check_val_every_n_epoch=1` (a little slower), or with `early_stopping=True`.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
    curve = model.history["elbo_validation"]  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, check_val_every_n_epoch=1)
    curve = model.history["elbo_validation"]
"""

from scvi_lint.rule import Call, HistoryRead, add_argument, cites, rule

# Arguments of `train` any of which makes a validation loop run, or may.
SWITCHES = (
    "check_val_every_n_epoch",
    "early_stopping",
    "enable_checkpointing",
    "callbacks",
    "trainer_config",
    "datamodule",
    "limit_val_batches",
    "val_check_interval",
)


@rule(
    "SCV502",
    severity="error",
    cites=cites(
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def history_elbo_validation_missing(read: HistoryRead):
    key, training = read.key.text, read.model.training
    if key is None or not key.endswith("_validation") or training is None:
        return
    if read.validates_by_default is not False or read.model.trained_more_than_once:
        return
    call = training.value
    if call.open or any(not _is_off(call, name) for name in SWITCHES):
        return
    if "plan_kwargs" in call.arguments:
        plan = call.arguments["plan_kwargs"].entries()
        if not plan or "reduce_lr_on_plateau" in plan:
            return
    yield read.finding(
        read.item,
        f"history has no {key!r}: training ran no validation, so this raises KeyError, after "
        "the training. Train with check_val_every_n_epoch=1.",
        because=training,
        fixes=[
            add_argument(
                read,
                "check_val_every_n_epoch=1",
                "Train with check_val_every_n_epoch=1 (slower)",
                safe=False,
                call=call,
            )
        ],
    )


def _is_off(call: Call, name: str) -> bool:
    given = call.arguments.get(name)
    return given is None or given.is_none or given.value.is_literal(False)
