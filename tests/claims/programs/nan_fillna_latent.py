# expects: SCV565
import pandas as pd
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
model = scvi.model.SCVI(adata)
model.train(max_epochs=200)
latent = pd.DataFrame(model.get_latent_representation(), index=adata.obs_names).fillna(0)
adata.obsm["X_scVI"] = latent.values
sc.pp.neighbors(adata, use_rep="X_scVI")
