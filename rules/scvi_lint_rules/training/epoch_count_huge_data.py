"""Many times more epochs are asked for than so many cells need.

An epoch shows every cell once. For a million cells scvi-tools itself would take 8 epochs, since
the number of steps is what counts; hundreds of epochs take days and change little.

Leave `max_epochs` out, or lower it, and use a larger `batch_size`; early stopping ends training
when nothing improves any more.

    # bad: silent: days of training for nothing (not run: millions of cells)
    # file: atlas.h5ad = unwritten(2_000_000)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atlas.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=400)  # <- finding

    # bad: silent: days of training for nothing (not run: millions of cells)
    # file: atlas.h5ad = unwritten(1_000_000)
    import anndata as ad
    from scvi.model import SCVI

    EPOCHS = 200

    def fit(adata, epochs=EPOCHS):
        SCVI.setup_anndata(adata)
        vae = SCVI(adata)
        vae.train(epochs)  # <- finding
        return vae

    fit(ad.read_h5ad("atlas.h5ad"))

    # good: it ends by itself (not run: millions of cells)
    # file: atlas.h5ad = unwritten(2_000_000)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atlas.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=400, early_stopping=True)
"""

from scvi_lint.rule import Trained, cites, rule

HUGE = 1_000_000
TOO_MANY = 10


@rule(
    "SCV557",
    severity="info",
    cites=cites(
        "{symbol}", "user_guide/models/{model}#inference", "user_guide/models/scvi#inference"
    ),
)
def epoch_count_huge_data(training: Trained):
    adata, given = training.model.adata, training.given("max_epochs")
    number = None if adata is None else adata.cells_in_file
    if not training.takes_epochs_from_cells or adata is None:
        return
    if number is None or number < HUGE:
        return
    if given is None or type(given.literal) is not int or training.call.open:
        return
    stops = "early_stopping" in training.call.arguments or "callbacks" in training.call.arguments
    usual = max(1, round(20_000 / number * 400))
    if stops or given.literal < TOO_MANY * usual:
        return
    yield training.finding(
        given.whole,
        f"scvi-tools itself would take {usual} epoch{'s' if usual > 1 else ''} for {number:,} "
        f"cells, not {given.literal}. Lower max_epochs, or turn early_stopping on.",
        because=adata.seen,
    )
