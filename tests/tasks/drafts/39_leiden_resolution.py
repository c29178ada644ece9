# task: Use the coarse clusters.
# fault: Another column than the coarse one is used.
# right: 'adata.obs["coarse"]'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata, resolution=0.2, key_added="coarse")
sc.tl.leiden(adata, resolution=2.0, key_added="fine")
adata.obs["fine"].value_counts()  # <- fault
