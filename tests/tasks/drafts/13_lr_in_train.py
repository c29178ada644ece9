# task: Train with a lower learning rate.
# fault: lr belongs into plan_kwargs.
# right: 'plan_kwargs'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=100, lr=1e-4)  # <- fault
