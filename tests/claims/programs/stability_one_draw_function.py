# expects: SCV422
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()


def decode(to):
    return model.get_normalized_expression(adata, transform_batch=to, library_size=1e4)


ratio = decode("IFN") / decode("control")
adata.obsm["ratio"] = ratio.values
