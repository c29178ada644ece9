"""`model.test_indices` is read, and the training set no test cells aside.

`train` divides the cells into `train_size`, `validation_size` and the rest, which is the test set.
`validation_size` that is left out takes all of the rest, so that no test cell is left:
`model.test_indices` is an empty array. What is computed on it is empty, too, or raises: ValueError
for a latent space or an ELBO, an empty dictionary for the reconstruction error.

Give both sizes, so that their sum is below one: `train(train_size=0.8, validation_size=0.1)`.

    # bad: silent: there are no such cells
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, train_size=0.8)
    error = model.get_reconstruction_error(indices=model.test_indices)  # <- finding

    # bad: silent: the error of no cells is an empty dictionary
    import scvi

    class Fit:
        def __init__(self, adata):
            scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
            self.model = scvi.model.LinearSCVI(adata)

        def held_out(self):
            self.model.train(max_epochs=1)
            cells = self.model.test_indices  # <- finding
            return self.model.get_reconstruction_error(indices=cells)

    Fit(scvi.data.synthetic_iid()).held_out()

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, train_size=0.8, validation_size=0.1)
    error = model.get_reconstruction_error(indices=model.test_indices)
    loss = model.get_elbo(indices=model.validation_indices)
"""

from scvi_lint.rule import SplitRead, cites, rule

# What else decides which cells are set aside.
ELSEWHERE = ("validation_size", "external_indexing", "datasplitter_kwargs", "datamodule")


@rule(
    "SCV566",
    severity="error",
    cites=cites("scvi.dataloaders.DataSplitter", "scvi.model.SCVI.train"),
)
def test_cells_of_no_split(read: SplitRead):
    training, model = read.model.training, read.model
    if read.split != "test" or training is None or not model.has("splits_plainly"):
        return
    if not model.exact or len(training.values) > 1:
        return
    if not all(training.value.lacks(name) for name in ELSEWHERE):
        return
    yield read.finding(
        read.span,
        "There are no test cells: without validation_size, train gives it all that train_size "
        "leaves. Pass both, as in train_size=0.8, validation_size=0.1.",
        because=training,
    )
