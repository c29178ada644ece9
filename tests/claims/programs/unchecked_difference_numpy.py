# open: SCV437
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
kw = dict(n_samples=25, return_numpy=True)
a = model.get_normalized_expression(transform_batch="IFN", **kw)
b = model.get_normalized_expression(transform_batch="control", **kw)
lfc = np.log2(a.mean(0) + 1e-6) - np.log2(b.mean(0) + 1e-6)
order = np.argsort(-lfc)[:30]
print(adata.var_names[order].tolist())
