# task: Work on a copy.
# fault: The copy is registered before it is made.
# right: 'setup_anndata(other'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
other = adata.copy()
other.obs["x"] = 1
model = scvi.model.SCVI(other)  # <- fault
