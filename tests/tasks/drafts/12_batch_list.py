# task: Correct for batch and label.
# fault: batch_key is one column.
# right: 'batch_key="batch"'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key=["batch"])  # <- fault
