# silent: SCV407
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
side_effect = model.get_normalized_expression(transform_batch="IFN", n_samples=25)
causal_genes = ["IL2RG", "MEFV"]
effect_size = side_effect[causal_genes].mean()
print(model.get_reconstruction_error())
print(effect_size)
