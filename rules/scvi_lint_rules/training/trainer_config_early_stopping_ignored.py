"""A setting of `trainer_config` that `train` overrides.

`train` has arguments of its own for early stopping, epochs and devices, and their defaults win
over what `trainer_config` holds: `TrainerConfig(early_stopping=True)` alone stops nothing, and
`max_epochs` in it is dropped.

Training looks as usual, only longer. Give these to `train` itself.

    # bad: silent: nothing stops early
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, trainer_config={"early_stopping": True})  # <- finding

    # bad: silent: nothing stops early
    import scvi
    from scvi.train import TrainerConfig

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    how = TrainerConfig(early_stopping=True, early_stopping_patience=5)
    model.train(max_epochs=2, trainer_config=how)  # <- finding

    # bad: silent: training runs for the default number of epochs
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(trainer_config={"max_epochs": 2})  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    how = {"early_stopping_patience": 5}
    model.train(max_epochs=2, early_stopping=True, trainer_config=how)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV511",
    severity="warning",
    versions=">=1.4.2",
    cites=cites(
        "user_guide/use_case/training_configuration#when-to-use-which-config",
        "{symbol}",
        "scvi.train.Trainer",
    ),
    covers=("trainer-config-max-epochs-ignored",),
)
def trainer_config_early_stopping_ignored(training: Trained):
    given = training.argument("trainer_config")
    if given is None or not training.model.exact:
        return
    entries = training.config("trainer_config")
    for name in DROPPED:
        entry = entries.get(name)
        if entry is None or entry.positional or entry.is_none:
            continue
        if name == "early_stopping" and not (
            entry.value.is_literal(True) and training.leaves_off("early_stopping")
        ):
            continue
        yield training.finding(
            given.whole,
            f"{name} in trainer_config has no effect: train's own {name} wins. Pass {name}= to "
            "train.",
        )
        return


# What `train` overrides (early stopping) or the trainer never sees (the others).
DROPPED = ("early_stopping", "max_epochs", "accelerator", "devices")
