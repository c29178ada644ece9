# silent: SCV427, SCV411
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
den = model.get_normalized_expression(n_samples=10, library_size=1e4)
print(den.mean().head())
x = adata.layers["counts"].toarray()
r = np.corrcoef(x.T)
