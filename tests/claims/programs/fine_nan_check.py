# silent: SCV547
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
model = scvi.model.SCVI(adata)
model.train(max_epochs=200, plan_kwargs={"lr": 5e-4})
z = model.get_latent_representation()
assert not np.isnan(z).any()
adata.obsm["X_scVI"] = z
