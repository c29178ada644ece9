"""No cell has a label.

SCANVI learns from the cells that have one. Where every cell carries the `unlabeled_category`
there is nothing to learn from, and `train` raises ZeroDivisionError.

Label some cells, or use SCVI, which needs none.

    # bad: raises ZeroDivisionError
    # file: pbmc.h5ad = cells(obs={"cell_type": "Unknown*120"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCANVI.setup_anndata(
        adata, labels_key="cell_type", unlabeled_category="Unknown"  # <- finding
    )
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)

    # bad: raises ZeroDivisionError
    # file: pbmc.h5ad = cells()
    import scanpy as sc
    import scvi

    UNKNOWN = "Unknown"
    adata = sc.read_h5ad("pbmc.h5ad")
    adata.obs["labels"] = UNKNOWN
    scvi.model.SCANVI.setup_anndata(adata, "labels", UNKNOWN)  # <- finding
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)

    # good
    # file: pbmc.h5ad = cells(obs={"cell_type": "Unknown*100 T*10 B*10"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCANVI.setup_anndata(adata, labels_key="cell_type", unlabeled_category="Unknown")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import Registered, Trained, cites, rule


@rule(
    "SCV853",
    severity="error",
    cites=cites("user_guide/models/scanvi#preliminaries", "scvi.model.SCANVI.setup_anndata"),
)
def scanvi_all_unlabeled(setup: Registered):
    given = setup.argument("unlabeled_category")
    levels = setup.registration.categories("labels_key")
    if given is None or levels is None or not levels.column.closed:
        return
    if levels.names != (given.literal,):
        return
    models = {model.model.id for model in setup.models}
    if not any(training.model.ids & models for training in setup.later(Trained)):
        return
    yield setup.finding(
        given,
        f"Every cell in obs[{levels.key!r}] is {given.literal!r}: no label to learn from, and "
        f"train raises ZeroDivisionError. Label some cells, or use SCVI.",
        because=levels.known,
    )
