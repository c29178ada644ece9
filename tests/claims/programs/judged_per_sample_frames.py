# expects: SCV431
import pandas as pd
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
frames = []
for s in adata.obs["sample"].unique():
    sub = adata[adata.obs["sample"] == s].copy()
    scvi.model.SCVI.setup_anndata(sub, layer="counts")
    m = scvi.model.SCVI(sub)
    m.train(early_stopping=True)
    frames.append(pd.DataFrame(m.get_latent_representation(), index=sub.obs_names))
latent = pd.concat(frames).loc[adata.obs_names]
adata.obsm["X_scVI"] = latent.values
sc.pp.neighbors(adata, use_rep="X_scVI")
