# task: Which label is nearest to label_0?
# fault: Distances are measured in UMAP.
# right: 'pdist(adata.obsm["X_scVI"])'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.umap(adata)
from scipy.spatial.distance import pdist
pdist(adata.obsm["X_umap"])  # <- fault
