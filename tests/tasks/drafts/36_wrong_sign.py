# task: Genes that are lower in label_0.
# fault: The sign of the cut.
# right: 'lfc_mean"] < '
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
de = model.differential_expression(groupby="labels", group1="label_0", mode="change")
lower = de[de["lfc_mean"] > 0.5]  # <- fault
