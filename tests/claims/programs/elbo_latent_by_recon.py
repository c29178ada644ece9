# expects: SCV559
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
errors = []
for d in range(5, 35, 5):
    m = scvi.model.SCVI(adata, n_latent=d)
    m.train(max_epochs=100, early_stopping=True)
    errors.append(m.get_reconstruction_error()["reconstruction_loss"].item())
n_latent = list(range(5, 35, 5))[int(np.argmin(errors))]
