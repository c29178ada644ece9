# task: Which genes differ between the batches?
# fault: Groups are the labels, not the batches.
# right: 'groupby="batch"'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
de = model.differential_expression(groupby="labels", mode="change")  # <- fault
