# expects: SCV422
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
adata.layers["ifn"] = model.get_normalized_expression(transform_batch="IFN", return_numpy=True)
adata.layers["ctrl"] = model.get_normalized_expression(transform_batch="control", return_numpy=True)
adata.layers["effect"] = adata.layers["ifn"] - adata.layers["ctrl"]
