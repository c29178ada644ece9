"""Some cells have no counts at all.

A cell without counts has no library size, nothing can be learned from it, and its place in the
latent space is the prior's. SCVI trains on it without a word unless the library size is modelled
(`use_observed_lib_size=False`), where it warns; RESOLVI refuses such data.

Take them out before: `sc.pp.filter_cells(adata, min_counts=1)`.

    # bad: silent: cells without counts are trained on and placed at random
    # file: pbmc.h5ad = cells(x=np.repeat(np.arange(120) > 3, 20).reshape(120, 20) * 2.0)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # bad: warns "empty cells"
    # file: pbmc.h5ad = cells(x="lognorm", layers={"umis": np.outer(np.arange(120), np.ones(20))})
    import scanpy as sc
    import scvi

    def fit(path, layer, **options):
        adata = sc.read_h5ad(path)
        scvi.model.SCVI.setup_anndata(adata, layer=layer)  # <- finding
        return scvi.model.SCVI(adata, **options)

    model = fit("pbmc.h5ad", layer="umis", use_observed_lib_size=False)

    # good
    # file: pbmc.h5ad = cells(x=np.repeat(np.arange(120) > 3, 20).reshape(120, 20) * 2.0)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    sc.pp.filter_cells(adata, min_counts=1)
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import Registered, cites, rule


@rule(
    "SCV253",
    severity="warning",
    cites=cites(
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def empty_cells(setup: Registered):
    if setup.class_name == "RESOLVI":
        return  # resolvi-empty-cells: that raises
    for matrix in setup.count_matrices:
        known = matrix.adata.matrix(matrix.layer)
        seen = None if known is None else known.value.seen
        if known is None or seen is None or not seen.empty_rows:
            continue
        if not matrix.adata.has_all_cells or not matrix.adata.has_all_genes:
            continue
        where = matrix.name
        count = seen.empty_rows
        yield setup.finding(
            setup.place(matrix.argument),
            f"{count} cell{'s have' if count > 1 else ' has'} no counts in {where}: no library "
            f"size, nothing to learn from. Take {'them' if count > 1 else 'it'} out: "
            "sc.pp.filter_cells(adata, min_counts=1).",
            because=known,
            happens="" if setup.release.since("1.3.1") else "warns",
        )
