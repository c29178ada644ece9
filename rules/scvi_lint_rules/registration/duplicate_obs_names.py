"""Several cells have the same name, and RESOLVI keeps its neighbours by name.

Barcodes repeat between lanes, so an object that was put together without `index_unique` holds
names twice. RESOLVI finds each cell's neighbours by its name; `setup_anndata` raises
AssertionError when one is not unique (within its batch, if there is a `batch_key`).

Make them unique first: `adata.obs_names_make_unique()`, or `index_unique="-"` in `ad.concat`.

    # bad: raises AssertionError
    # file: s.h5ad = cells(60, names=["c"] * 60, obsm={"X_spatial": np.eye(60)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("s.h5ad")
    scvi.external.RESOLVI.setup_anndata(adata)  # <- finding

    # bad: raises AssertionError
    # file: s.h5ad = cells(60, names=[f"c{n % 30}" for n in range(60)], obsm={"xy": np.eye(60)})
    import anndata as ad
    from scvi.external import RESOLVI

    WHERE = {"prepare_data_kwargs": {"spatial_rep": "xy"}}

    def register(data):
        RESOLVI.setup_anndata(data, **WHERE)  # <- finding

    register(ad.read_h5ad("s.h5ad"))

    # good
    # file: s.h5ad = cells(60, names=["c"] * 60, obsm={"X_spatial": np.eye(60)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("s.h5ad")
    adata.obs_names_make_unique()
    scvi.external.RESOLVI.setup_anndata(adata)
"""

from scvi_lint.rule import Registered, cites, rule


@rule(
    "SCV159",
    severity="error",
    versions=">=1.3",
    cites=cites("user_guide/models/resolvi#preliminaries", "user_guide/models/resolvi"),
    about={"class_name": "RESOLVI"},
)
def duplicate_obs_names(setup: Registered):
    adata = setup.adata
    if adata is None or not setup.lacks("batch_key"):
        return
    names = adata.cell_names
    if names is None or not names.duplicated:
        return
    yield setup.finding(
        setup.call.name_span,
        f"Cells of {adata.name} share names, by which RESOLVI keeps their neighbours: setup raises "
        f"AssertionError. Call {adata.asked('obs_names_make_unique')} first.",
        because=adata.seen,
        breaks=setup.breaks_registration,
    )
