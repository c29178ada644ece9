"""A validation is asked for, but all cells are for training.

With `train_size=1` no cell is held out. Whatever looks at held-out cells then fails before the
first epoch, with a TypeError about a data loader that is None: a validation every n epochs, the
best checkpoint, a learning rate that waits for a plateau of the validation loss.

Hold cells out (`train_size=0.9`), or ask for no validation.

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, train_size=1.0, check_val_every_n_epoch=1)  # <- finding

    # bad: raises TypeError
    import scvi

    how = {"train_size": 1, "plan_kwargs": {"reduce_lr_on_plateau": True, "lr_patience": 5}}
    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.LinearSCVI(adata)
    model.train(max_epochs=2, **how)  # <- finding

    # bad: raises TypeError
    import scvi

    def fit(adata, share):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        vae = scvi.model.SCVI(adata)
        vae.train(max_epochs=2, train_size=share, enable_checkpointing=True)  # <- finding

    fit(scvi.data.synthetic_iid(), 1.0)

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=2, early_stopping=False, train_size=1.0)  # <- finding

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1, train_size=1.0)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, train_size=0.9, check_val_every_n_epoch=1)
    other = scvi.model.SCVI(adata)
    other.train(max_epochs=2, train_size=1.0, check_val_every_n_epoch=None)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV546",
    severity="error",
    versions=">=1.3.1",
    cites=cites("scvi.dataloaders.DataSplitter", "{symbol}"),
)
def validation_without_cells(training: Trained):
    size = training.number("train_size")
    if not training.model.exact or not training.has("splits_plainly") or size is None or size < 1:
        return
    told = {"datamodule", "validation_size", "external_indexing", "datasplitter_kwargs"}
    if training.call.open or told & training.call.arguments.keys():
        return
    if training.turns_on("early_stopping"):
        return  # told of by the rule on early stopping
    asked = _asked(training)
    if not asked:
        return
    share = training.argument("train_size")
    yield training.finding(
        training.call.name_span if share is None else share.whole,
        f"{asked} needs held-out cells, and train_size=1 leaves none: training raises TypeError. "
        "Pass train_size=0.9.",
    )


def _asked(training: Trained) -> str:
    """What looks at held-out cells for certain, "" if nothing does."""
    if training.cls.train_facts.validates:
        return f"The validation of {training.class_name}"
    every = training.argument("check_val_every_n_epoch")
    if every is not None and type(every.literal) is int:
        epochs = training.number("max_epochs")
        return "check_val_every_n_epoch" if epochs is None or every.literal <= epochs else ""
    if training.turns_on("enable_checkpointing"):
        return "enable_checkpointing"
    if training.turns_on("reduce_lr_on_plateau"):  # an argument of TOTALVI.train itself
        return "reduce_lr_on_plateau"
    plateau = training.plan.get("reduce_lr_on_plateau")
    return "reduce_lr_on_plateau" if plateau is not None and plateau.is_literal(True) else ""
