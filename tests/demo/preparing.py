"""What all analyses of the study do before a model sees the data."""

import scanpy as sc

MARKERS = ["ISG15", "IFI6", "CXCL10"]


def drop_poor_cells(adata, fewest_genes=200):
    """Filter in place: poor cells, then genes that hardly any cell has."""
    sc.pp.filter_cells(adata, min_genes=fewest_genes)
    sc.pp.filter_genes(adata, min_cells=3)


def normalise(adata, target=1e4):
    """Keep the counts in a layer; X becomes log-normalised, in place."""
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=target)
    sc.pp.log1p(adata)
