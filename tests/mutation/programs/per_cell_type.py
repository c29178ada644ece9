"""One model per cell type: each subset is copied and registered for itself."""

import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("immune.h5ad")
adata.obs["cell_type"] = adata.obs["cell_type"].astype("category")
latents = {}
for cell_type in ["B", "T", "NK"]:
    subset = adata[adata.obs["cell_type"] == cell_type].copy()
    scvi.model.SCVI.setup_anndata(subset, batch_key="donor")
    model = scvi.model.SCVI(subset, n_latent=5)
    model.train(max_epochs=50)
    subset.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(subset, use_rep="X_scVI")
    sc.tl.leiden(subset)
    latents[cell_type] = subset.obs["leiden"]
    model.save(f"immune_{cell_type}", overwrite=True)
