# expects: SCV547
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")


def robust_train(adata, attempts=5):
    last = None
    for i in range(attempts):
        try:
            model = scvi.model.SCVI(adata)
            model.train(max_epochs=200)
            return model
        except Exception as e:
            last = e
    raise last


model = robust_train(adata)
