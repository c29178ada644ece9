"""PoissonVI is registered on data that say only whether a region is open.

PoissonVI models how many fragments fall into each region. Binarised data have lost that;
scvi-tools warns that they do not contain fragment counts, and the training goes on.

Register fragment counts (`scvi.data.reads_to_fragments`), or use PeakVI for binary data.

    # bad: warns "fragment count data"
    # file: atac.h5ad = cells(n=200, x="binary")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atac.h5ad")
    scvi.external.POISSONVI.setup_anndata(adata)  # <- finding

    # bad: warns "fragment count data"
    # file: atac.h5ad = cells(n=200, layers={"peaks": "binary"})
    import scanpy as sc
    from scvi.external import POISSONVI

    options = {"layer": "peaks"}
    data = sc.read_h5ad("atac.h5ad")
    POISSONVI.setup_anndata(data, **options)  # <- finding

    # bad: warns "fragment count data"
    # file: atac.h5ad = cells(n=200, x="counts")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atac.h5ad")
    adata.layers["open"] = (adata.X > 0).astype("float32")
    scvi.external.POISSONVI.setup_anndata(adata, layer="open")  # <- finding

    # bad: warns "fragment count data"
    # file: atac.h5ad = cells(n=200, x="counts")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atac.h5ad")
    adata.X.data[:] = 1
    scvi.external.POISSONVI.setup_anndata(adata)  # <- finding

    # good
    # file: atac.h5ad = cells(n=200, x="ones and twos")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atac.h5ad")
    scvi.external.POISSONVI.setup_anndata(adata)
"""

from scvi_lint.rule import BINARY, Registered, cites, matrix_name, rule


@rule(
    "SCV955",
    severity="warning",
    versions=">=1.1",
    cites=cites("user_guide/models/poissonvi#preliminaries", "user_guide/models/poissonvi"),
    about={"class_name": "POISSONVI"},
)
def poissonvi_binarized(setup: Registered):
    if setup.adata is None:
        return
    layer = setup.registration.text("layer")
    if layer is None and not setup.lacks("layer"):
        return
    known = setup.adata.matrix(layer)
    if known is None or known.value.scale != BINARY:
        return
    where = matrix_name(layer)
    yield setup.finding(
        setup.place("layer"),
        f"{where} is binary, and POISSONVI models fragment counts; setup only warns. Register the "
        "fragments (scvi.data.reads_to_fragments), or use PEAKVI.",
        because=known,
    )
