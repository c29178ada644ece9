# expects: SCV431
import anndata as ad
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
parts = []
for s in adata.obs["sample"].unique():
    sub = adata[adata.obs["sample"] == s].copy()
    scvi.model.SCVI.setup_anndata(sub, layer="counts")
    m = scvi.model.SCVI(sub)
    m.train(early_stopping=True)
    sub.obsm["X_scVI"] = m.get_latent_representation()
    parts.append(sub)
merged = ad.concat(parts)
sc.pp.neighbors(merged, use_rep="X_scVI")
sc.tl.umap(merged)
