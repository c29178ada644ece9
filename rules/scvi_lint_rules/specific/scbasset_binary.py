"""SCBASSET is registered on counts, not on which regions are open.

scBasset predicts from the DNA sequence whether a region is accessible in a cell: its likelihood is
that of yes and no. Counts above one lie outside of it, and nothing but the loss shows that.

Make the matrix binary in a layer, `adata.layers["binary"] = (adata.X > 0).astype(float)`, and
register `layer="binary"`.

    # bad: silent: numbers above one lie outside of the likelihood
    # file: atac.h5ad = cells(60, obsm={"dna_code": np.ones((60, 4), dtype=int)})
    import scanpy as sc
    import scvi

    regions = sc.read_h5ad("atac.h5ad")
    scvi.external.SCBASSET.setup_anndata(regions, dna_code_key="dna_code")  # <- finding

    # bad: silent: numbers above one lie outside of the likelihood
    # file: atac.h5ad = cells(60, layers={"n": "counts"}, obsm={"dna": np.ones((60, 4), dtype=int)})
    import anndata
    from scvi.external import SCBASSET

    HOW = {"dna_code_key": "dna", "layer": "n"}

    def register(regions):
        SCBASSET.setup_anndata(regions, **HOW)  # <- finding

    register(anndata.read_h5ad("atac.h5ad"))

    # good
    # file: atac.h5ad = cells(60, obsm={"dna_code": np.ones((60, 4), dtype=int)})
    import scanpy as sc
    import scvi

    regions = sc.read_h5ad("atac.h5ad")
    regions.layers["binary"] = (regions.X > 0).astype(float)
    scvi.external.SCBASSET.setup_anndata(regions, layer="binary", dna_code_key="dna_code")
"""

from scvi_lint.rule import COUNTS, Registered, cites, matrix_name, rule


@rule(
    "SCV959",
    severity="warning",
    versions=">=0.20",
    cites=cites("user_guide/models/scbasset#preliminaries", "user_guide/models/scbasset"),
    about={"class_name": "SCBASSET"},
)
def scbasset_binary(setup: Registered):
    if setup.adata is None:
        return
    layer = setup.registration.text("layer")
    if layer is None and not setup.lacks("layer"):
        return
    known = setup.adata.matrix(layer)
    seen = None if known is None else known.value.seen
    if known is None or known.value.scale != COUNTS or seen is None or (seen.maximum or 0) <= 1:
        return
    where = matrix_name(layer)
    yield setup.finding(
        setup.place("layer"),
        f"{where} holds counts up to {seen.maximum:.0f}, and SCBASSET models open or not. Register "
        "a layer of (X > 0).",
        because=known,
    )
