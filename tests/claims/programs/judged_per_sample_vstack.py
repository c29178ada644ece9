# expects: SCV431
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
zs = {}
for s in ["a", "b"]:
    sub = adata[adata.obs["sample"] == s].copy()
    scvi.model.SCVI.setup_anndata(sub, layer="counts")
    m = scvi.model.SCVI(sub)
    m.train(early_stopping=True)
    zs[s] = m.get_latent_representation()
adata.obsm["X_scVI"] = np.vstack(list(zs.values()))
sc.pp.neighbors(adata, use_rep="X_scVI")
