# task: Use the first ten latent dimensions.
# fault: The first is left out.
# right: '[:, :10]'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
z = model.get_latent_representation()[:, 1:10]  # <- fault
