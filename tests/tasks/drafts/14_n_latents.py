# task: Use twenty latent dimensions.
# fault: A keyword that is not there.
# right: 'n_latent=20'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata)
model = scvi.model.SCVI(adata, n_latents=20)  # <- fault
