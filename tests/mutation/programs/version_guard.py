"""Runs on old and new releases: what is missing in one is tried in the other."""

import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("tonsil.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)

if "batch" not in adata.obs:
    adata.obs["batch"] = "only"
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
model = scvi.model.SCVI(adata)
try:
    model.train(max_epochs=100, accelerator="gpu", devices=1)
except TypeError:
    model.train(max_epochs=100, use_gpu=True)

with open("model_summary.txt", "w") as stream:
    print(model, file=stream)
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.umap(adata)
model.save("tonsil_model", overwrite=True)
