"""POISSONVI is given fewer than 100 cells.

`POISSONVI.setup_anndata` looks at 100 rows to tell fragments from reads. A smaller object has no
100 rows, and the call raises ValueError.

Use more cells; a test needs at least 100, too.

    # bad: raises ValueError
    # file: atac.h5ad = cells(60)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atac.h5ad")
    scvi.external.POISSONVI.setup_anndata(adata)  # <- finding

    # bad: raises ValueError
    # file: atac.h5ad = cells(99, layers={"fragments": "counts"})
    import anndata
    from scvi.external import POISSONVI

    def register(path, **setup):
        adata = anndata.read_h5ad(path)
        POISSONVI.setup_anndata(adata, **setup)  # <- finding
        return adata

    register("atac.h5ad", layer="fragments")

    # bad: raises ValueError
    # file: atac.h5ad = cells(200)
    import scanpy as sc
    from scvi.external import POISSONVI

    SMOKE_TEST = True
    adata = sc.read_h5ad("atac.h5ad")
    sc.pp.subsample(adata, n_obs=80 if SMOKE_TEST else None, random_state=0)
    POISSONVI.setup_anndata(adata)  # <- finding

    # bad: raises ValueError
    # file: atac.h5ad = cells(200)
    import scanpy as sc
    import scvi

    few = sc.read_h5ad("atac.h5ad")[:50].copy()
    scvi.external.POISSONVI.setup_anndata(few)  # <- finding

    # good
    # file: atac.h5ad = cells(100)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atac.h5ad")
    scvi.external.POISSONVI.setup_anndata(adata)
"""

from scvi_lint.rule import Registered, cites, rule

LOOKS_AT = 100


@rule(
    "SCV957",
    severity="error",
    versions=">=1.1",
    cites=cites("user_guide/models/poissonvi#preliminaries", "user_guide/models/poissonvi"),
    about={"class_name": "POISSONVI"},
)
def poissonvi_small(setup: Registered):
    if setup.adata is None:
        return
    few = setup.adata.most_cells
    if few is not None and few.value < LOOKS_AT:
        yield setup.finding(
            setup.call.name_span,
            f"{setup.adata.name} was cut down to {few.value} cells, and POISSONVI's setup looks at "
            f"{LOOKS_AT}: it raises ValueError. Keep more cells.",
            because=few,
            breaks=setup.breaks_registration,
        )
        return
    number = setup.adata.cells_in_file
    if number is None or number >= LOOKS_AT:
        return
    yield setup.finding(
        setup.call.name_span,
        f"{setup.adata.name} has {number} cells, and POISSONVI's setup looks at {LOOKS_AT}: it "
        "raises ValueError. Use more cells.",
        because=setup.adata.seen,
        breaks=setup.breaks_registration,
    )
