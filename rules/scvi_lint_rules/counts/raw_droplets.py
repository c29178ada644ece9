"""All droplets are registered, not only those that hold a cell.

Cell Ranger writes two matrices: *filtered* with the barcodes that it takes for cells, and *raw*
with every barcode, nearly all of them empty droplets. The raw one is read here and no cell is taken
out: the model is trained on hundreds of thousands of empty droplets and ambient RNA.

Read `filtered_feature_bc_matrix`, or call cells (EmptyDrops, CellBender) before.

    # bad: silent: most of the "cells" are empty droplets (not run: needs a 10x file)
    import scanpy as sc
    import scvi

    adata = sc.read_10x_h5("outs/raw_feature_bc_matrix.h5")
    adata.var_names_make_unique()
    scvi.model.SCVI.setup_anndata(adata)  # <- finding

    # bad: silent: most of the "cells" are empty droplets (not run: needs a 10x file)
    import os

    import scanpy as sc
    import scvi

    ROOT = "data/sample_1"
    adata = sc.read_10x_mtx(os.path.join(ROOT, "raw_feature_bc_matrix"))
    sc.pp.filter_genes(adata, min_cells=3)
    scvi.model.SCVI.setup_anndata(adata)  # <- finding

    # good: (not run: needs a 10x file)
    import scanpy as sc
    import scvi

    adata = sc.read_10x_h5("outs/filtered_feature_bc_matrix.h5")
    scvi.model.SCVI.setup_anndata(adata)

    # good: cells are told from droplets afterwards (not run: needs a 10x file)
    import scanpy as sc
    import scvi

    adata = sc.read_10x_h5("outs/raw_feature_bc_matrix.h5")
    sc.pp.filter_cells(adata, min_counts=500)
    scvi.model.SCVI.setup_anndata(adata)
"""

from scvi_lint.rule import Read, Registered, cites, regex, rule

EVERY_DROPLET = regex(r"raw_(?:feature|gene)_bc_matri(?:x|ces)")


@rule(
    "SCV220",
    severity="warning",
    cites=cites(
        "user_guide/models/scar#ambient-rna-removal",
        "tutorials/notebooks/use_cases/preprocessing",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def raw_droplets(setup: Registered):
    adata = setup.adata
    cells = None if adata is None else adata.cells
    if adata is None or cells is None or cells.value[0] != "all":
        return
    for read in setup.earlier(Read):
        found = EVERY_DROPLET.search(read.path or "")
        if read.data.id != cells.value[1] or found is None:
            continue
        yield setup.finding(
            setup.call.name_span,
            f"{adata.name} comes from {found[0]} with every droplet, "
            f"nearly all empty: {setup.class_name} would train on them. Read the filtered matrix.",
            because=(cells, read.reason("every droplet is read here")),
        )
        return
