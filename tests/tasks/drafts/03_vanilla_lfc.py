# task: List the genes that differ between label_0 and label_1 with their fold changes.
# fault: Vanilla mode has no fold changes.
# right: 'mode="change"'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
de = model.differential_expression(groupby="labels", group1="label_0", group2="label_1", mode="vanilla")
de[de["lfc_mean"] > 1]  # <- fault
