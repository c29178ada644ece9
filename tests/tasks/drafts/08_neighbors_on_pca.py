# task: Cluster the integrated cells.
# fault: Neighbours rest on PCA, not on the model's space.
# right: 'use_rep="X_scVI"'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
sc.pp.pca(adata)
sc.pp.neighbors(adata)  # <- fault
sc.tl.leiden(adata)
