# expects: SCV549
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
model = scvi.model.SCVI(adata)
model.train(max_epochs=200, early_stopping=True, plan_kwargs=dict(max_kl_weight=0.0, lr=1e-3))
adata.obsm["X_scVI"] = model.get_latent_representation()
