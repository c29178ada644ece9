# expects: SCV437
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
out = adata.copy()
out.X = model.get_normalized_expression(
    transform_batch="IFN", library_size=1e4, return_numpy=True, n_samples=25
)
out.write_h5ad("as_ifn.h5ad")
