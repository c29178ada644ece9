"""The registered matrix is stored by columns, which makes each minibatch slow.

A minibatch is a set of cells. In a CSC matrix the values of a cell are scattered over all columns,
so each step of the training searches the whole matrix; scvi-tools warns that CSR is faster. The
results are the same.

Turn it round once, before the set-up: `adata.X = adata.X.tocsr()`.

    # bad: warns "Training will be faster when sparse matrix is formatted as CSR"
    # file: pbmc.h5ad = cells(form="csc_matrix")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)  # <- finding

    # bad: warns "Training will be faster when sparse matrix is formatted as CSR"
    # file: pbmc.h5ad = cells(form="csc_matrix", layers={"counts": "counts"})
    import anndata
    from scvi.model import SCVI

    def register(adata, **setup):
        SCVI.setup_anndata(adata, **setup)  # <- finding

    register(anndata.read_h5ad("pbmc.h5ad"), layer="counts")

    # good
    # file: pbmc.h5ad = cells(form="csc_matrix")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.X = adata.X.tocsr()
    scvi.model.SCVI.setup_anndata(adata)
"""

from scvi_lint.rule import Registered, Stored, cites, rule


@rule(
    "SCV556",
    severity="info",
    cites=cites("user_guide/use_case/custom_dataloaders", "scvi.dataloaders.AnnDataLoader"),
)
def csc_matrix(setup: Registered):
    for matrix in setup.count_matrices:
        known = matrix.adata.matrix(matrix.layer)
        seen = None if known is None else known.value.seen
        if known is None or seen is None or seen.encoding != "csc_matrix":
            continue
        room = "X" if matrix.layer is None else "layers"
        if any(
            stored.room == room and stored.entry == (matrix.layer or "")
            for stored in setup.earlier(Stored)
        ):
            continue  # written anew, perhaps by rows
        where = matrix.name
        yield setup.finding(
            setup.place(matrix.argument),
            f"{where} is stored by columns (CSC): each minibatch searches all of it. Call .tocsr() "
            "once before the set-up; the numbers stay the same.",
            because=known,
        )
