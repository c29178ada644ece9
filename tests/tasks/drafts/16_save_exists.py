# task: Save a model for each seed.
# fault: Saved over in a loop.
# right: 'seed}'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
for seed in range(3):
    scvi.settings.seed = seed
    model = scvi.model.SCVI(adata)
    model.train()
    model.save("model", overwrite=True)  # <- fault
