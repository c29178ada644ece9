"""A model that was trained elsewhere: load it, ask it, keep what it says."""

import scanpy as sc
import scvi

adata = sc.read_h5ad("cohort.h5ad")
model = scvi.model.SCVI.load("cohort_model", adata=adata)
adata.obsm["X_scVI"] = model.get_latent_representation()
adata.layers["scvi"] = model.get_normalized_expression(library_size=1e4)
sc.pp.neighbors(adata, use_rep="X_scVI", key_added="scvi")
sc.tl.umap(adata, neighbors_key="scvi")
sc.tl.leiden(adata, neighbors_key="scvi")
table = model.differential_expression(groupby="leiden", mode="change")
table[table["lfc_mean"] > 0.5].to_csv("up.csv")
adata.write_h5ad("cohort_annotated.h5ad")
