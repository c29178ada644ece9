"""RESOLVI is given cells without a single count.

Segmentation leaves cells in which no transcript was found. RESOLVI divides by each cell's total,
so `setup_anndata` raises AssertionError as soon as one cell has none.

Take them out before, by total counts: `sc.pp.filter_cells(adata, min_counts=5)`.

    # bad: raises AssertionError
    # file: slide.h5ad = cells(60, x=np.tri(60, 20, -1), obsm={"X_spatial": np.eye(60)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("slide.h5ad")
    scvi.external.RESOLVI.setup_anndata(adata)  # <- finding

    # bad: raises AssertionError
    # file: slide.h5ad = cells(9, layers={"raw": np.eye(9, 20, 15)}, obsm={"X_spatial": np.eye(9)})
    import anndata as ad
    from scvi.external import RESOLVI

    def register(adata, counts):
        RESOLVI.setup_anndata(adata, layer=counts)  # <- finding

    register(ad.read_h5ad("slide.h5ad"), "raw")

    # good
    # file: slide.h5ad = cells(60, x=np.tri(60, 20, -1), obsm={"X_spatial": np.eye(60)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("slide.h5ad")
    sc.pp.filter_cells(adata, min_counts=5)
    scvi.external.RESOLVI.setup_anndata(adata)
"""

from scvi_lint.rule import Registered, cites, rule


@rule(
    "SCV967",
    severity="error",
    versions=">=1.3",
    cites=cites("user_guide/models/resolvi#preliminaries", "user_guide/models/resolvi"),
    about={"class_name": "RESOLVI"},
)
def resolvi_empty_cells(setup: Registered):
    for matrix in setup.count_matrices:
        known = matrix.adata.matrix(matrix.layer)
        seen = None if known is None else known.value.seen
        if known is None or seen is None or not seen.empty_rows:
            continue
        if not matrix.adata.has_all_cells or not matrix.adata.has_all_genes:
            continue
        where = matrix.name
        number = seen.empty_rows
        yield setup.finding(
            setup.place(matrix.argument),
            f"{number} cell{'s have' if number > 1 else ' has'} no counts in {where}: RESOLVI's "
            "setup raises AssertionError. Filter first: sc.pp.filter_cells(adata, min_counts=5).",
            because=known,
            breaks=setup.breaks_registration,
        )
