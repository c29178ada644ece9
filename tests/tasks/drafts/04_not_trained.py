# task: Embed the cells with scVI and cluster them.
# fault: The model is never trained.
# right: 'model.train('
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
adata.obsm["X_scVI"] = model.get_latent_representation()  # <- fault
