# expects: SCV547
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")


def fit(attempt=0):
    model = scvi.model.SCVI(adata)
    try:
        model.train(max_epochs=200)
        return model
    except ValueError as err:
        print("failed", err)
        return fit(attempt + 1)


model = fit()
