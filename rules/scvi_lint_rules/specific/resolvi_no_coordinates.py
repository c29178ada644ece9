"""RESOLVI does not find the coordinates of the cells.

RESOLVI looks for each cell's neighbours by the coordinates in `obsm["X_spatial"]`. Readers of
spatial data most often write `obsm["spatial"]`, and `setup_anndata` raises ValueError.

Say where they are: `prepare_data_kwargs={"spatial_rep": "spatial"}`, or copy them to `X_spatial`.

    # bad: raises ValueError
    # file: slide.h5ad = cells(600, obsm={"spatial": np.random.default_rng(0).random((600, 2))})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("slide.h5ad")
    scvi.external.RESOLVI.setup_anndata(adata)  # <- finding

    # bad: raises ValueError
    # file: slide.h5ad = cells(600, obsm={"X_spatial": np.random.default_rng(0).random((600, 2))})
    import anndata
    from scvi.external import RESOLVI

    WHERE = {"spatial_rep": "spatial"}

    def register(path):
        adata = anndata.read_h5ad(path)
        RESOLVI.setup_anndata(adata, prepare_data_kwargs=WHERE)  # <- finding
        return adata

    register("slide.h5ad")

    # good
    # file: slide.h5ad = cells(600, obsm={"spatial": np.random.default_rng(0).random((600, 2))})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("slide.h5ad")
    adata.obsm["X_spatial"] = adata.obsm["spatial"]
    scvi.external.RESOLVI.setup_anndata(adata)

    # good
    # file: slide.h5ad = cells(600, obsm={"spatial": np.random.default_rng(0).random((600, 2))})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("slide.h5ad")
    scvi.external.RESOLVI.setup_anndata(adata, prepare_data_kwargs={"spatial_rep": "spatial"})
"""

from scvi_lint.rule import Registered, add_argument, cites, listed, quoted, rule, slots


@rule(
    "SCV966",
    severity="error",
    versions=">=1.3",
    cites=cites("user_guide/models/resolvi#preliminaries", "user_guide/models/resolvi"),
    about={"class_name": "RESOLVI"},
)
def resolvi_no_coordinates(setup: Registered):
    adata, prepares = setup.adata, setup.argument("prepare_data")
    if adata is None:
        return
    if prepares is not None and not prepares.is_literal(True):
        return
    how = setup.argument("prepare_data_kwargs")
    told = {} if how is None else how.entries()
    if how is not None and not how.is_none and "spatial_rep" not in told:
        return  # made elsewhere, perhaps
    key = told["spatial_rep"].value.text if "spatial_rep" in told else "X_spatial"
    if key is None or not adata.lacks("obsm", key):
        return
    there = adata.entries(slots.OBSM)
    flat = [name for name, one in there.items() if getattr(one.value, "size", None) in (2, 3)]
    fixes = [
        add_argument(
            setup,
            f'prepare_data_kwargs={{"spatial_rep": {quoted(name)}}}',
            f"Take the coordinates from obsm[{name!r}]",
            safe=False,
        )
        for name in flat[:3]
        if how is None and not setup.call.open
    ]
    yield setup.finding(
        setup.call.name_span if how is None else how,
        f"{adata.its('obsm')} has no {key!r}: setup raises ValueError. "
        + (f"It has {listed(there)}." if there else "It is empty."),
        because=adata.seen,
        fixes=fixes,
        breaks=setup.breaks_registration,
    )
