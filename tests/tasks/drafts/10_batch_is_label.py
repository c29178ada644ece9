# task: Integrate while keeping cell types apart.
# fault: batch_key names the cell types.
# right: 'batch_key="batch"'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="labels")  # <- fault
model = scvi.model.SCVI(adata)
model.train()
