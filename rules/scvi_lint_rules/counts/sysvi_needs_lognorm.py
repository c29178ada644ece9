"""SysVI is registered on raw counts, but it describes log-normalised values.

SysVI's likelihood is a normal distribution, so it wants expression that was normalised by size
factors and logged. Raw counts are accepted without a word: training succeeds, dominated by
sequencing depth and by the few genes with the largest counts.

Normalise and log X, and register that.

    # bad: silent: a normal distribution is fitted to counts
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.SysVI.setup_anndata(adata, batch_key="batch")  # <- finding
    model = scvi.external.SysVI(adata)

    # bad: silent: a normal distribution is fitted to counts
    import scanpy as sc
    import scvi
    from scvi.external import SysVI

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    SysVI.setup_anndata(adata, batch_key="batch", layer="counts")  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    scvi.external.SysVI.setup_anndata(adata, batch_key="batch")

    # good: nothing is known of the file
    # file: pbmc.h5ad = scvi.data.synthetic_iid()
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.external.SysVI.setup_anndata(adata, batch_key="batch")
"""

from scvi_lint.rule import COUNTS, TRANSFORMED, Registered, cites, matrix_name, rule


@rule(
    "SCV212",
    severity="warning",
    versions=">=1.3",
    cites=cites(
        "user_guide/models/sysvi#application-flexibility-due-to-using-normally-distributed-inputs",
        "user_guide/models/sysvi",
        "user_guide/models/scvi#preliminaries",
    ),
    about={"class_name": "SysVI"},
)
def sysvi_needs_lognorm(setup: Registered):
    if setup.adata is None:
        return
    layer = setup.registration.text("layer")
    if layer is None and not setup.lacks("layer"):
        return
    matrix = setup.adata.matrix(layer)
    if matrix is None:
        return
    x = setup.adata.x
    untouched = layer in setup.adata.kept_counts(matrix.value.root)
    normalised_beside = x is not None and x.value.scale in TRANSFORMED and untouched
    if matrix.value.scale != COUNTS and not normalised_beside:
        return
    what = matrix_name(layer)
    yield setup.finding(
        setup.call.name_span,
        f"SysVI models log-normalised values, but {what} holds counts: depth dominates the "
        "result. Register normalised, logged data.",
        because=matrix,
    )
