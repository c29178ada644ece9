"""`train_size=0` trains on nine tenths of the cells.

A size of 0 counts as not given: the default of 0.9 is taken, without a word. Before 1.2.1 it raises
ValueError.

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

    # bad: raises ValueError (on 1.0.4)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.PEAKVI(adata)
    vae.train(max_epochs=1, train_size=0)  # <- finding

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
    severity="error",
    cites=cites("scvi.dataloaders.DataSplitter", "{symbol}"),
)
def train_size_zero(training: Trained):
    given = training.argument("train_size")
    value = None if given is None else given.literal
    if given is None or type(value) not in (int, float) or value != 0:
        return
    if not training.release.since("1.2.1"):
        yield training.finding(
            given.span,
            "train_size is a share above 0 and up to 1: 0 raises ValueError.",
            happens="raises",
        )
        return
    yield training.finding(
        given.span,
        "train_size=0 is taken for not given: 90 % of the cells are used for training. Give a "
        "share above 0.",
        severity="warning",
    )
