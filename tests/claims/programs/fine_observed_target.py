# silent: SCV437
import matplotlib.pyplot as plt
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
observed = adata[adata.obs["condition"] == "IFN"]
obs_mean = np.asarray(observed.layers["counts"].mean(axis=0)).ravel()
pred = model.get_normalized_expression(transform_batch="IFN", n_samples=25, library_size="latent")
plt.scatter(obs_mean, pred.mean(axis=0))
plt.savefig("x.png")
