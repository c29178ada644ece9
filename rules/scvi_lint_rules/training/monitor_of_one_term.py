"""Early stopping watches something that grows while the model learns.

The KL term of the ELBO is small for a model that says nothing about the cells, and grows as its
latent space comes to hold something. `kl_weight` grows by its schedule, `kl_global` is 0 in most
models. Held to be better when they are smaller, they are best in the first epoch: training ends
after `early_stopping_patience` epochs, and a checkpoint keeps the model that has learned least.

The terms of the ELBO are read together: watch `elbo_validation`.

    # bad: silent: training ends after its first epochs
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(
        max_epochs=2,
        early_stopping=True,
        early_stopping_monitor="kl_local_validation",  # <- finding
        check_val_every_n_epoch=1,
    )

    # bad: silent: training ends after its first epochs
    import scvi

    STOPPING = {"early_stopping": True, "early_stopping_monitor": "kl_weight"}

    def fit(model, **options):
        model.train(max_epochs=2, check_val_every_n_epoch=1, **options)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    fit(scvi.model.SCVI(adata), **STOPPING)

    # bad: silent: what is kept is the model that has learned least
    import scvi
    from scvi.train import SaveCheckpoint

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    keep = SaveCheckpoint(monitor="kl_local_validation")  # <- finding
    model.train(
        max_epochs=2, check_val_every_n_epoch=1, enable_checkpointing=True, callbacks=[keep]
    )

    # bad: silent: training ends after its first epochs
    import scvi
    from lightning.pytorch.callbacks import EarlyStopping

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    stop = EarlyStopping("kl_local_validation", patience=1)  # <- finding
    model.train(max_epochs=2, check_val_every_n_epoch=1, callbacks=[stop])

    # good: larger is better
    import scvi
    from lightning.pytorch.callbacks import EarlyStopping

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    stop = EarlyStopping(monitor="kl_local_validation", patience=5, mode="max")
    model.train(max_epochs=2, check_val_every_n_epoch=1, callbacks=[stop])

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(
        max_epochs=2,
        early_stopping=True,
        early_stopping_monitor="elbo_validation",
        check_val_every_n_epoch=1,
    )
    for monitor in ("reconstruction_loss_validation", "validation_loss"):
        other = scvi.model.SCVI(adata)
        other.train(
            max_epochs=2,
            early_stopping=True,
            early_stopping_monitor=monitor,
            check_val_every_n_epoch=1,
        )
"""

from collections.abc import Iterator

from scvi_lint.rule import (
    ApiUsed,
    Argument,
    Called,
    Fix,
    Remark,
    Trained,
    cites,
    quoted,
    replace,
    rule,
)


@rule(
    "SCV548",
    severity="warning",
    cites=cites(
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def monitor_of_one_term(training: Trained) -> Iterator[Remark]:
    yield from _of_callbacks(training)
    logs = training.logs
    for switch, name, keeps in (
        ("early_stopping", "early_stopping_monitor", "training ends"),
        ("enable_checkpointing", "checkpointing_monitor", "what is kept is the model of an epoch"),
    ):
        given = training.argument(name)
        key = None if given is None else given.value.text
        if given is None or key is None or not training.turns_on(switch):
            continue
        mode = training.argument(f"{switch.removeprefix('enable_')}_mode")
        if not key.startswith("kl_") or (mode is not None and not mode.is_literal("min")):
            continue
        if logs is None or logs.never(key):
            continue  # that raises, and is told of elsewhere
        moves = "does not move" if key.startswith("kl_global") else "grows while the model learns"
        yield training.finding(
            given,
            f"{key} {moves}: it is lowest at the start, and {keeps} when nothing is learned yet. "
            "Watch 'elbo_validation', the sum of all terms.",
            fixes=[_watch_all_terms(given)],
        )


def _watch_all_terms(given: Argument) -> Fix | None:
    title = "Watch elbo_validation (training goes on longer)"
    return replace(given, quoted("elbo_validation"), title, safe=False)


STOPS = ("callbacks.EarlyStopping", "early_stopping.EarlyStopping", "train.LoudEarlyStopping")
KEEPS = ("train.SaveCheckpoint", "callbacks.ModelCheckpoint")


def _of_callbacks(training: Trained) -> Iterator[Remark]:
    """`callbacks=[EarlyStopping(monitor="kl_local_validation")]`, made before."""
    if training.argument("callbacks") is None:
        return
    for made in training.earlier(ApiUsed, Called):
        path = made.path if isinstance(made, ApiUsed) else made.call.function
        given = made.argument("monitor")
        key = None if given is None else given.value.text
        if given is None or key is None or not path.endswith((*STOPS, *KEEPS)):
            continue
        mode = made.argument("mode")
        least = mode.is_literal("min") if mode is not None else made.lacks("mode")
        logs = training.logs
        if not key.startswith("kl_") or not least or (logs is not None and logs.never(key)):
            continue
        keeps = "training ends" if path.endswith(STOPS) else "what is kept is the model of an epoch"
        moves = "does not move" if key.startswith("kl_global") else "grows while the model learns"
        yield made.finding(
            given.span,
            f"{key} {moves}: it is lowest at the start, and {keeps} when nothing is learned yet. "
            "Watch 'elbo_validation', the sum of all terms.",
            fixes=[_watch_all_terms(given)],
        )
