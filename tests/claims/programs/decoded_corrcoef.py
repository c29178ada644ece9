# expects: SCV427
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
den = model.get_normalized_expression(n_samples=10, return_numpy=True)
net = np.corrcoef(den.T)
adj = (np.abs(net) > 0.8).astype(int)
