"""`poisson_gene_selection` is given values that are no counts.

The function compares how often a gene is zero with what a Poisson distribution of its *counts*
would give. On normalised or logged values it refuses to work and raises ValueError.

Call it before normalising, or give the layer that holds the counts.

    # bad: raises ValueError
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.log1p(adata)
    scvi.data.poisson_gene_selection(adata, n_top_genes=20, n_samples=100)  # <- finding

    # bad: raises ValueError
    import scanpy as sc
    import scvi
    from scvi.data import poisson_gene_selection as select

    def choose(adata, number):
        select(adata, n_top_genes=number, n_samples=100)  # <- finding

    adata = scvi.data.synthetic_iid()
    sc.pp.normalize_total(adata, target_sum=1e4)
    choose(adata, 20)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.data.poisson_gene_selection(adata, n_top_genes=20, n_samples=100)
    adata.layers["counts"] = adata.X.copy()
    sc.pp.log1p(adata)
    scvi.data.poisson_gene_selection(adata, n_top_genes=20, layer="counts", n_samples=100)
"""

from scvi_lint.rule import TRANSFORMED, Called, add_argument, cites, quoted, rule


@rule(
    "SCV211",
    severity="error",
    cites=cites(
        "scvi.data.poisson_gene_selection",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
    ),
    about={"call.name": "poisson_gene_selection"},
)
def poisson_selection_on_lognorm(called: Called):
    matrix = called.matrix
    if matrix is None or called.adata is None:
        return
    if matrix.value.scale not in TRANSFORMED:
        return
    kept = called.adata.kept_counts(matrix.value.root) if called.lacks("layer") else []
    yield called.finding(
        called.call.name_span,
        f"poisson_gene_selection expects counts, but {called.matrix_name} {matrix.value.told}: "
        "it raises ValueError. "
        + (f"Pass layer={kept[0]!r}." if kept else "Call it before normalising."),
        because=matrix,
        fixes=[
            add_argument(called, f"layer={quoted(kept[0])}", f"Pass layer={kept[0]!r}", safe=True)
        ]
        if kept
        else [],
    )
