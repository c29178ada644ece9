# task: Set up and keep the result.
# fault: setup_anndata returns None.
# right: '\nscvi.model.SCVI.setup_anndata('
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
adata = scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- fault
model = scvi.model.SCVI(adata)
