# task: Call differential genes.
# fault: proba_de is read as a p-value.
# right: 'is_de_fdr'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
de = model.differential_expression(groupby="labels", mode="change")
de[de["proba_de"] < 0.05]  # <- fault
