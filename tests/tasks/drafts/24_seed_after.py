# task: Make the run repeatable.
# fault: The seed is set after the model is made.
# right: 'seed = 0\nmodel = '
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
scvi.settings.seed = 0  # <- fault
model.train()
