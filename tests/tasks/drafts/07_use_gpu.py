# task: Train on the GPU.
# fault: use_gpu is gone.
# right: 'accelerator='
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(use_gpu=True)  # <- fault
