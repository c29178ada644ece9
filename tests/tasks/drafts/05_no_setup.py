# task: Train scVI on the data.
# fault: The data is not registered.
# right: 'setup_anndata(adata'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
model = scvi.model.SCVI(adata)  # <- fault
model.train()
