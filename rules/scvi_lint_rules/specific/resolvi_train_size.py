"""RESOLVI is told to hold cells out, which it cannot.

RESOLVI trains on all cells, since each one is described by its neighbours. `train_size` below 1, a
`validation_size` or early stopping on a validation curve are refused.

Leave these arguments out.

    # bad: raises ValueError (on 1.5.1)
    import scvi

    adata = scvi.data.synthetic_iid(generate_coordinates=True)
    adata.obsm["X_spatial"] = adata.obsm["coordinates"]
    scvi.external.RESOLVI.setup_anndata(adata, batch_key="batch")
    model = scvi.external.RESOLVI(adata)
    model.train(max_epochs=1, train_size=0.9)  # <- finding

    # bad: raises ValueError (on 1.5.1)
    import scvi

    how = {"max_epochs": 1, "train_size": 0.8}

    def fit(adata):
        scvi.external.RESOLVI.setup_anndata(adata)
        vi = scvi.external.RESOLVI(adata)
        vi.train(**how)  # <- finding

    cells = scvi.data.synthetic_iid(generate_coordinates=True)
    cells.obsm["X_spatial"] = cells.obsm["coordinates"]
    fit(cells)

    # good: (on 1.5.1)
    import scvi

    adata = scvi.data.synthetic_iid(generate_coordinates=True)
    adata.obsm["X_spatial"] = adata.obsm["coordinates"]
    scvi.external.RESOLVI.setup_anndata(adata, batch_key="batch")
    model = scvi.external.RESOLVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV911",
    severity="error",
    versions=">=1.5",
    cites=cites("user_guide/models/resolvi#inference", "scvi.external.RESOLVI.train"),
    about={"class_name": "RESOLVI"},
)
def resolvi_train_size(training: Trained):
    size = training.given("train_size")
    if size is None or size.literal in (None, 1, 1.0):
        return
    yield training.finding(
        size.whole,
        f"RESOLVI trains on all cells: train_size={size.literal} raises ValueError. Leave it out.",
    )
