# silent: SCV536, SCV558, SCV559
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
best, best_elbo = None, np.inf
for seed in range(5):
    scvi.settings.seed = seed
    m = scvi.model.SCVI(adata)
    m.train(max_epochs=100, check_val_every_n_epoch=1)
    e = m.history["elbo_validation"].iloc[-1, 0]
    if e < best_elbo:
        best, best_elbo = m, e
best.save("best", overwrite=True)
