# task: Map the second batch onto a model of the first.
# fault: Genes are not prepared.
# right: 'load("ref", '
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train()
model.save("ref")
query = sc.read_h5ad("query.h5ad")
model = scvi.model.SCVI.load("ref")  # <- fault
