"""Highly variable genes are chosen over all batches at once.

Without `batch_key` a gene that merely differs between batches counts as highly variable. Such
genes carry the very differences that the model is asked to remove, and crowd out genes that vary
between cell types.

Pass the batch column to `highly_variable_genes` too. (With very small batches `seurat_v3` may fail
to fit; merge them before.)

    # bad: silent: genes that separate the batches are chosen
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(  # <- finding
        adata, flavor="seurat_v3", n_top_genes=50, subset=True
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # bad: silent: genes that separate the batches are chosen
    import scanpy as sc
    import scvi

    def select(adata, batch_key=None):
        sc.pp.highly_variable_genes(  # <- finding
            adata, flavor="seurat_v3", n_top_genes=50, batch_key=batch_key
        )
        return adata[:, adata.var["highly_variable"]].copy()

    adata = select(scvi.data.synthetic_iid())
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, subset=True, batch_key="batch"
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good: a plot chooses nothing
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, subset=True, batch_key="batch"
    )
    sc.pl.highly_variable_genes(adata, show=False)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good: the model is told of no batches either
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(adata, flavor="seurat_v3", n_top_genes=50, subset=True)
    scvi.model.SCVI.setup_anndata(adata)
"""

from scvi_lint.rule import Called, Registered, Subset, cites, rule


@rule(
    "SCV210",
    severity="info",
    cites=cites(
        "tutorials/notebooks/use_cases/preprocessing",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def hvg_no_batch_key(called: Called):
    if not called.chooses_genes or not called.lacks("batch_key"):
        return
    if called.adata is None:
        return
    for setup in called.later(Registered):
        key = setup.registration.text("batch_key")
        if key is None or setup.adata is None or not _follows(called, setup):
            continue
        yield called.finding(
            called.call.name_span,
            f"Without batch_key, genes that differ only between the levels of {key!r} are chosen, "
            f"too, and {setup.class_name} evens those out. Pass batch_key={key!r}.",
            because=setup.reason(f"registered with batch_key={key!r} here"),
            rests=setup.fault,
        )
        return


def _follows(called: Called, setup: Registered) -> bool:
    """Whether the genes that were chosen are those that are registered."""
    adata = setup.adata
    if adata is None or called.adata is None or adata.genes is None:
        return False
    if adata.id == called.adata.id and any(
        change.span == called.span for change in called.earlier(Subset)
    ):
        return True
    return any("highly_variable" in setup.text_of(reason) for reason in adata.genes.reasons)
