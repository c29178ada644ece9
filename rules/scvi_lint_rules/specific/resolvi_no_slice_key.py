"""RESOLVI is registered without a batch, though the data holds several slices.

RESOLVI looks for the neighbours of each cell by its coordinates, within a batch. Slices have
coordinate systems of their own, so without `batch_key` cells of different slices become
neighbours, and the model corrects cells by what lies elsewhere.

Name the column of the slices: `batch_key="slice"`, or for neighbours alone
`prepare_data_kwargs={"slice_key": "slice"}`.

    # bad: silent: cells of different slices are taken for neighbours
    # file: s.h5ad = cells(obs={"slice": "a*300 b*300"}, obsm={"X_spatial": np.random.rand(600, 2)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("s.h5ad")
    scvi.external.RESOLVI.setup_anndata(adata)  # <- finding

    # bad: silent: cells of different slices are taken for neighbours
    # file: s.h5ad = cells(obs={"slide": "1*300 2*300"}, obsm={"X_spatial": np.random.rand(600, 2)})
    import anndata
    from scvi.external import RESOLVI

    def register(path, **more):
        adata = anndata.read_h5ad(path)
        RESOLVI.setup_anndata(adata, batch_key=None, **more)  # <- finding
        return adata

    register("s.h5ad", layer=None)

    # good
    # file: s.h5ad = cells(obs={"slice": "a*300 b*300"}, obsm={"X_spatial": np.random.rand(600, 2)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("s.h5ad")
    scvi.external.RESOLVI.setup_anndata(adata, batch_key="slice")
    apart = sc.read_h5ad("s.h5ad")
    neighbours = {"slice_key": "slice"}
    scvi.external.RESOLVI.setup_anndata(apart, prepare_data_kwargs=neighbours)
"""

from scvi_lint.rule import Registered, cites, rule, slots

SLICES = ("slice", "slice_id", "section", "section_id", "slide", "slide_id", "library_id")


@rule(
    "SCV972",
    severity="warning",
    versions=">=1.3",
    cites=cites(
        "scvi.external.RESOLVI.setup_anndata",
        "user_guide/models/resolvi#preliminaries",
        "user_guide/models/resolvi",
    ),
    about={"class_name": "RESOLVI"},
)
def resolvi_no_slice_key(setup: Registered):
    adata = setup.adata
    if adata is None or not setup.lacks("batch_key"):
        return
    prepared = setup.argument("prepare_data_kwargs")
    if prepared is not None and (not prepared.entries() or "slice_key" in prepared.entries()):
        return
    for name in adata.entries(slots.OBS):
        levels = adata.levels(name) if name.lower() in SLICES else None
        if levels is None or len(levels.names) < 2 or not levels.occurs(levels.names):
            continue
        yield setup.finding(
            setup.call.name_span,
            f"{name!r} has {len(levels.names)} slices, and without batch_key RESOLVI looks for "
            f"neighbours across them. Pass batch_key={name!r}.",
            because=levels.known,
        )
        return
