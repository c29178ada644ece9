"""`train_size=0` trains on nine tenths of the cells.

A size of 0 counts as not given: the default of 0.9 is taken, without a word.

Nothing of what is printed tells that it was. Give a share above 0.

    # bad: silent: trains on 90 % of the cells
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, train_size=0)  # <- finding

    # bad: silent: trains on 90 % of the cells
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    shares = {"train_size": 0.0}
    model.train(max_epochs=1, **shares)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, train_size=0.8)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV519",
    severity="warning",
    versions=">=1.2.1",
    cites=cites("scvi.dataloaders.DataSplitter", "{symbol}"),
)
def train_size_zero(training: Trained):
    given = training.argument("train_size")
    value = None if given is None else given.literal
    if given is None or type(value) not in (int, float) or value != 0:
        return
    yield training.finding(
        given.span,
        "train_size=0 is taken for not given: 90 % of the cells are used for training. Give a "
        "share above 0.",
    )
