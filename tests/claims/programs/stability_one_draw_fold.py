# expects: SCV422
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
stim = model.get_normalized_expression(transform_batch="IFN")
ctrl = model.get_normalized_expression(transform_batch="control")
fold = np.log2(stim.mean(axis=0)) - np.log2(ctrl.mean(axis=0))
fold.sort_values(ascending=False).head(100).to_csv("top.csv")
