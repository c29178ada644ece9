"""Cells are chosen by a column of the genes, or genes by a column of the cells.

`adata[a, b]` takes cells by `a` and genes by `b`; with one index alone, cells. A mask of the genes,
such as `adata.var["highly_variable"]`, has another length, and anndata raises IndexError; names of
genes in the place of cells raise KeyError.

Put the genes behind a comma: `adata[:, adata.var["highly_variable"]]`.

    # bad: raises IndexError
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(adata, n_top_genes=50, flavor="seurat_v3")
    adata = adata[adata.var["highly_variable"]].copy()  # <- finding

    # bad: raises IndexError
    import scvi

    def chosen(data, kind):
        return data[:, data.obs["labels"] == kind].copy()  # <- finding

    adata = scvi.data.synthetic_iid()
    chosen(adata, "label_0")

    # bad: raises IndexError
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.var["mt"] = adata.var_names.str.startswith("MT-")
    keep = ~adata.var["mt"]
    genes = adata[keep, :]  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(adata, n_top_genes=50, flavor="seurat_v3")
    adata.var["mt"] = adata.var_names.str.startswith("MT-")
    adata = adata[:, adata.var["highly_variable"] & ~adata.var["mt"]].copy()
    adata = adata[adata.obs["labels"] == "label_0", adata.var_names[:10]]
    turned = adata.copy().T
    genes = turned[adata.var["mt"]]
    table = adata.var[adata.var["mt"]]
"""

from scvi_lint.rule import AxisMixed, cites, rule


@rule(
    "SCV231",
    severity="error",
    cites=cites(
        "tutorials/notebooks/dev/data_tutorial",
        "tutorials/notebooks/data_tutorial",
        "tutorials/notebooks/quick_start/api_overview",
        "user_guide/models/scvi#preliminaries",
    ),
)
def axes_exchanged(mixed: AxisMixed):
    written, name = mixed.source(mixed.span), mixed.adata.name
    if mixed.made_of == "var":
        told = f"{written} belongs to the genes, and chooses cells here: this raises. "
        told += f"Genes stand behind a comma: {name}[:, …]."
    else:
        told = f"{written} belongs to the cells, and chooses genes here: this raises. "
        told += f"Cells stand before the comma: {name}[…]."
    yield mixed.finding(mixed.span, told)
