# expects: SCV439
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
import random

ref = random.choice(list(adata.obs["condition"].cat.categories))
adata.layers["corrected"] = model.get_normalized_expression(
    transform_batch=ref, library_size=1e4, n_samples=5
)
