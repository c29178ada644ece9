# task: Train a model for the figure.
# fault: One epoch.
# right: 'model.train()'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1)  # <- fault
adata.obsm["X_scVI"] = model.get_latent_representation()
