"""Training and validation together are more than all cells.

`train_size` and `validation_size` are shares of all cells; what is left becomes the test set. More
than 1 together cannot be split, and training refuses to begin.

Let them add up to 1 or less.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, train_size=0.9, validation_size=0.2)  # <- finding

    # bad: raises ValueError
    from scvi.data import synthetic_iid
    from scvi.model import SCVI

    def fit(model, share=0.3):
        model.train(max_epochs=1, train_size=0.8, validation_size=share)  # <- finding

    adata = synthetic_iid()
    SCVI.setup_anndata(adata)
    fit(SCVI(adata))

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, train_size=0.8, validation_size=0.2)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV520",
    severity="error",
    versions=">=0.15",
    cites=cites("scvi.dataloaders.DataSplitter", "{symbol}"),
)
def split_sum(training: Trained):
    train, validation = training.argument("train_size"), training.argument("validation_size")
    if train is None or validation is None:
        return
    first, second = train.literal, validation.literal
    if type(first) not in (int, float) or type(second) not in (int, float):
        return
    if first + second <= 1 + 1e-9:
        return
    yield training.finding(
        validation.span,
        f"train_size {first} and validation_size {second} are more than all cells: training "
        "raises ValueError. Let them add up to 1.",
    )
