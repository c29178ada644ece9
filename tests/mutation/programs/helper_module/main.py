"""The steps come from a module beside this one."""

import scanpy as sc
import scvi
from steps import keep_counts, normalise, trained

scvi.settings.seed = 7
adata = sc.read_h5ad("skin.h5ad")
keep_counts(adata)
normalise(adata)
model = trained(adata, epochs=200, layer="counts", batch_key="patient")
adata.obsm["X_scVI"] = model.get_latent_representation()
print(model.history["elbo_validation"].min())
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata)
adata.write_h5ad("skin_clustered.h5ad")
