"""Early stopping waits longer than the training lasts.

Early stopping looks at the validation loss at most once an epoch, and ends the training when it has
not improved for `early_stopping_patience` looks in a row. The first look always improves. With a
patience of 100 that is the 101st epoch at the earliest; a training of 100 epochs never gets there.
`check_val_every_n_epoch=5` makes five epochs of each look, and `early_stopping_warmup_epochs` comes
on top. The program reads as if training stopped where the model has converged; it always runs to
its last epoch. Validation is paid for all the same.

Lower the patience (the default is 45), train for more epochs, or leave early stopping out.

    # bad: silent: training runs to its last epoch
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=8, early_stopping=True, early_stopping_patience=10)  # <- finding

    # bad: silent: training runs to its last epoch
    import scvi

    EPOCHS = 8
    stop = {"early_stopping": True, "early_stopping_patience": EPOCHS}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=EPOCHS, **stop)  # <- finding

    # bad: silent: ten looks are fifty epochs
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(
        max_epochs=12,
        check_val_every_n_epoch=5,
        early_stopping_patience=10,  # <- finding
    )

    # bad: silent: the warm-up alone lasts as long as the training (on 1.4.2)
    import scvi

    def fit(model, patience=2):
        model.train(
            max_epochs=6,
            early_stopping=True,
            early_stopping_patience=patience,  # <- finding
            early_stopping_warmup_epochs=5,
        )

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    fit(scvi.model.LinearSCVI(adata))

    # bad: silent: no training of this model has more than 400 epochs
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(early_stopping=True, early_stopping_patience=500)  # <- finding

    # bad: silent: the default patience is 45
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=8, early_stopping=True)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=8, early_stopping=True, early_stopping_patience=2)

    # good: switched off, and a number of epochs that is not known
    import sys
    import scvi

    epochs = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=8, early_stopping=False, early_stopping_patience=10)
    model.train(max_epochs=epochs, early_stopping=True, early_stopping_patience=10)

    # good: nobody asked for it, and a trial
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=8)
    model.train(max_epochs=2, early_stopping=True, early_stopping_patience=5)

    # good: it can stop before the end
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=12, check_val_every_n_epoch=5, early_stopping_patience=1)
"""

import math

from scvi_lint.rule import Argument, Trained, cites, rule

# The most that scvi-tools chooses by itself where it goes by the number of cells.
MOST_BY_DEFAULT = 400
# So few epochs are a trial, which nobody expects to converge.
TRIAL = 5


@rule(
    "SCV560",
    severity="warning",
    cites=cites(
        "scvi.train.Trainer",
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "scvi.train.LoudEarlyStopping",
        "{symbol}",
    ),
)
def patience_beyond_training(training: Trained):
    if not training.model.exact or not training.turns_on("early_stopping"):
        return
    given, config = training.argument("early_stopping_patience"), training.given("trainer_config")
    if config is not None:
        given = given or training.config("trainer_config").get("early_stopping_patience")
        if given is None:
            return
    epochs = _epochs(training)
    patience = _patience(training, given)
    every = training.number("check_val_every_n_epoch") or 1
    warmup = training.number("early_stopping_warmup_epochs") or 0
    if epochs is None or patience is None or not _are_known(training):
        return
    earliest = every * (warmup + patience + 1)
    if earliest <= epochs:
        return
    if epochs <= TRIAL or (given is None and training.argument("early_stopping") is None):
        return  # a trial, or nobody asked for it
    most = "at most " if training.argument("max_epochs") is None else ""
    looks = f", looking every {every} epochs" if every > 1 else ""
    warm = f" after {warmup} of warm-up" if warmup else ""
    default = " (the default)" if given is None else ""
    yield training.finding(
        given or training.place("max_epochs"),
        f"Early stopping cannot act: with a patience of {patience}{default}{warm}{looks}, epoch "
        f"{earliest} is the first that it can end at; training has {most}{epochs}. Lower the "
        "patience.",
        severity="" if given is not None else "info",
    )


def _epochs(training: Trained) -> int | None:
    """How many epochs the training has at most, None if that is not known."""
    given = training.given("max_epochs")
    if given is None and training.takes_epochs_from_cells:
        return MOST_BY_DEFAULT if training.lacks("max_epochs") else None
    number = training.number("max_epochs")
    return int(number) if number is not None and 0 < number < math.inf else None


def _patience(training: Trained, given: Argument | None) -> int | None:
    if given is not None:
        return given.literal if type(given.literal) is int else None
    if training.has("warms_up_by_its_own_plan"):
        return None  # its train has a patience of its own
    number = training.number("early_stopping_patience")
    return None if number is None else int(number)


def _are_known(training: Trained) -> bool:
    """Whether what else decides is left out, or a whole number."""
    names = ("check_val_every_n_epoch", "early_stopping_warmup_epochs")
    given = [training.number(name) for name in names if not training.lacks(name)]
    return all(isinstance(one, int) and one >= 0 for one in given)
