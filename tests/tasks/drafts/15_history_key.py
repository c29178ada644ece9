# task: Plot the validation curve.
# fault: Nothing is validated.
# right: 'check_val_every_n_epoch'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=100)
model.history["elbo_validation"]  # <- fault
