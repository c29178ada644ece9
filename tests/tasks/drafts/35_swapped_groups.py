# task: Fold changes of label_1 over label_0.
# fault: The groups are swapped.
# right: 'group1="label_1"'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.differential_expression(groupby="labels", group1="label_0", group2="label_1", mode="change")  # <- fault
