# task: Train scANVI on labelled data.
# fault: Registered for SCVI, not SCANVI.
# right: 'SCANVI.setup_anndata'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
model = scvi.model.SCANVI(adata)  # <- fault
model.train()
