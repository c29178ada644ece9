# task: Compare label_9 with the rest.
# fault: No such group.
# right: 'group1="label_2"'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.differential_expression(groupby="labels", group1="label_9")  # <- fault
