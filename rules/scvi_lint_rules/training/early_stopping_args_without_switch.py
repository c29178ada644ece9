"""Settings for early stopping, but early stopping is off.

`early_stopping_patience`, `early_stopping_monitor` and their like only say how to stop. Whether to
stop at all is `early_stopping`, which is off for this model unless it is given: the settings are
taken without a word, and training runs to its last epoch.

Add `early_stopping=True`.

    # bad: silent: training never stops early
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping_patience=1)  # <- finding

    # bad: silent: training never stops early
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    stop = {"early_stopping_monitor": "elbo_validation", "early_stopping_patience": 5}
    model.train(max_epochs=2, check_val_every_n_epoch=1, **stop)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping=True, early_stopping_patience=1)

    # good: switched off by hand
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping=False, early_stopping_patience=1)

    # good: on by default for this model
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=2, early_stopping_patience=1)
"""

from scvi_lint.rule import Trained, add_argument, cites, rule


@rule(
    "SCV510",
    severity="warning",
    cites=cites(
        "scvi.train.LoudEarlyStopping",
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "{symbol}",
        "scvi.model.SCVI.train",
    ),
)
def early_stopping_args_without_switch(training: Trained):
    if not training.model.exact or not training.leaves_off("early_stopping"):
        return
    if training.argument("early_stopping") is not None:
        return  # switched off by hand: the settings are left for another time
    if training.argument("trainer_config") is not None:
        return
    given = [training.argument(name) for name in HOW if training.argument(name) is not None]
    if not given or given[0] is None:
        return
    named = given[0].name
    yield training.finding(
        given[0].whole,
        f"{named} has no effect: early_stopping is off by default for {training.class_name}. Add "
        "early_stopping=True.",
        fixes=[
            add_argument(
                training,
                "early_stopping=True",
                "Stop early (training ends sooner)",
                safe=False,
            )
        ],
    )


# What says how to stop early.
HOW = (
    "early_stopping_patience",
    "early_stopping_monitor",
    "early_stopping_min_delta",
    "early_stopping_mode",
    "early_stopping_warmup_epochs",
)
