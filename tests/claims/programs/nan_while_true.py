# expects: SCV547
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
while True:
    try:
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=200)
        break
    except ValueError:
        print("NaN, trying again")
