# task: Correct for the sample.
# fault: There is no such column.
# right: 'batch_key="batch"'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="bacth")  # <- fault
