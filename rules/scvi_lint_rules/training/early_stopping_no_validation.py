"""Early stopping watches the validation, but all cells are for training.

Early stopping looks at a loss on cells that are held out. With `train_size=1` there are none, and
training refuses to begin. Some models (CondSCVI, DestVI, RNAStereoscope) train on all cells unless
they are told otherwise.

Hold cells out: `train_size=0.9`.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping=True, train_size=1.0)  # <- finding

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.CondSCVI.setup_anndata(adata, labels_key="labels")
    model = scvi.model.CondSCVI(adata)
    model.train(max_epochs=2, early_stopping=True)  # <- finding

    # bad: raises TypeError (on 1.0.4)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping=True, train_size=1.0)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping=True, train_size=0.8)

    # good: nothing is to stop early
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, train_size=1.0)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV512",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "scvi.train.LoudEarlyStopping",
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "{symbol}",
        "scvi.model.SCVI.train",
    ),
)
def early_stopping_no_validation(training: Trained):
    if not training.model.exact or not training.turns_on("early_stopping"):
        return
    size, monitor = training.number("train_size"), training.argument("early_stopping_monitor")
    if size is None or size < 1 or training.argument("datamodule") is not None:
        return
    if monitor is not None and "validation" not in (monitor.value.text or "_train"):
        return  # that fails too, in another way
    given = training.argument("early_stopping") or training.argument("train_size")
    yield training.finding(
        training.call.name_span if given is None else given.whole,
        "Early stopping needs held-out cells, and train_size=1 leaves none: this raises "
        f"{'ValueError' if training.release.since('1.3.1') else 'TypeError'}. "
        "Pass train_size=0.9.",
    )
