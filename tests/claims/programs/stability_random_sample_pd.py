# expects: SCV439
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
target = adata.obs["condition"].sample(1).iloc[0]
adata.layers["corrected"] = model.get_normalized_expression(transform_batch=target, n_samples=5)
