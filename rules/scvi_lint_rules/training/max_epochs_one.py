"""The default number of epochs is one, since there are so many cells.

Without `max_epochs`, scvi-tools takes 400 epochs for up to 20 000 cells and fewer for more; from
5.3 million cells on one is left. It warns. Whether the model has learned enough by then shows only
in its history.

Say how many: `max_epochs=5`, and look at the loss.

    # bad: warns "maximum epochs has been set to 1" (not run: millions of cells)
    # file: atlas.h5ad = unwritten(6_000_000)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atlas.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train()  # <- finding

    # bad: warns "maximum epochs has been set to 1" (not run: millions of cells)
    # file: atlas.h5ad = unwritten(8_000_000)
    import anndata as ad
    from scvi.model import SCVI

    HOW = {"batch_size": 1024, "max_epochs": None}

    def fit(path):
        adata = ad.read_h5ad(path)
        SCVI.setup_anndata(adata)
        vae = SCVI(adata)
        vae.train(**HOW)  # <- finding
        return vae

    fit("atlas.h5ad")

    # good: (not run: millions of cells)
    # file: atlas.h5ad = unwritten(6_000_000)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atlas.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=5)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV555",
    severity="warning",
    cites=cites(
        "{symbol}", "user_guide/models/{model}#inference", "user_guide/models/scvi#inference"
    ),
)
def max_epochs_one(training: Trained):
    adata = training.model.adata
    number = None if adata is None else adata.cells_in_file
    if not training.takes_epochs_from_cells or adata is None or not number:
        return
    if not training.lacks("max_epochs") or round(20_000 / number * 400) > 1:
        return
    argument = training.argument("max_epochs")
    yield training.finding(
        training.call.name_span if argument is None else argument.whole,
        f"With {number:,} cells and no max_epochs, {training.class_name} trains for one epoch. "
        "Choose the number yourself, and look at the loss.",
        because=adata.seen,
    )
