# silent: SCV422
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
stim = model.get_normalized_expression(transform_batch="IFN", n_samples=50)
ctrl = model.get_normalized_expression(transform_batch="control", n_samples=50)
(stim - ctrl).mean().to_csv("d.csv")
