# expects: SCV439
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
rng = np.random.default_rng()
batches = adata.obs["condition"].unique()
target = rng.choice(batches)
adata.layers["corrected"] = model.get_normalized_expression(transform_batch=target, n_samples=5)
