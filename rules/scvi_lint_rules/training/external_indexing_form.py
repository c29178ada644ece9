"""The cells for training and validation are given as lists.

`external_indexing` in `datasplitter_kwargs` says by number which cells are for training, validation
and testing. Each part must be a NumPy array: a list, a range or an index raises ValueError.

Wrap each part: `np.array(...)`.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    parts = [list(range(300)), list(range(300, 400))]
    model.train(max_epochs=1, datasplitter_kwargs={"external_indexing": parts})  # <- finding

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    few = dict(external_indexing=[[0, 1, 2, 3], [4, 5], []])
    vae.train(max_epochs=1, datasplitter_kwargs=few)  # <- finding

    # bad: raises ValueError
    import numpy as np
    import scvi
    from sklearn.model_selection import train_test_split

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    train, validation = train_test_split(np.arange(adata.n_obs), random_state=0)
    split = [train.tolist(), validation.tolist()]
    vae.train(max_epochs=1, datasplitter_kwargs={"external_indexing": split})  # <- finding

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    cells = np.random.permutation(adata.n_obs)
    parts = [cells[:300], cells[300:], np.array([], dtype=int)]
    model.train(max_epochs=1, datasplitter_kwargs={"external_indexing": parts})
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV526",
    severity="error",
    versions=">=1.2",
    cites=cites("scvi.dataloaders.DataSplitter", "{symbol}"),
)
def external_indexing_form(training: Trained):
    options = training.argument("datasplitter_kwargs")
    given = None if options is None else options.entries().get("external_indexing")
    if options is None or given is None or not training.accepts("datasplitter_kwargs"):
        return
    if not given.holds_sequences:
        return
    yield training.finding(
        given.key if given.key is not None and given.key in options else options.span,
        "external_indexing must hold NumPy arrays: lists of cell numbers raise ValueError before "
        "the training. Wrap each part in np.array(...).",
    )
