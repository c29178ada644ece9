"""Integrate donors, cluster, and find markers: the whole analysis at top level."""

import scanpy as sc
import scvi

scvi.settings.seed = 0

adata = sc.read_h5ad("data/pbmc.h5ad")
sc.pp.filter_cells(adata, min_genes=200)
sc.pp.filter_genes(adata, min_cells=3)
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)
adata.raw = adata
sc.pp.highly_variable_genes(
    adata, n_top_genes=2000, flavor="seurat_v3", layer="counts", batch_key="donor", subset=True
)

scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="donor")
model = scvi.model.SCVI(adata, n_layers=2, gene_likelihood="nb")
model.train(max_epochs=200, check_val_every_n_epoch=1)

adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata, key_added="clusters")
sc.tl.umap(adata)
sc.pl.umap(adata, color=["clusters", "donor"])

markers = model.differential_expression(groupby="clusters", mode="change", batch_correction=True)
markers.to_csv("markers.csv")
model.save("models/pbmc", overwrite=True)
