# expects: SCV428
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
adata.layers["denoised"] = np.log1p(model.get_normalized_expression(library_size=1))
sc.pl.umap(adata, color="CD8A", layer="denoised")
