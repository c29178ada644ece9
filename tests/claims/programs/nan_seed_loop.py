# expects: SCV547
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
for seed in range(10):
    scvi.settings.seed = seed
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=200)
    z = model.get_latent_representation()
    if not np.isnan(z).any():
        break
adata.obsm["X_scVI"] = z
