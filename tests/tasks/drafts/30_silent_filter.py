# task: Report on all cells.
# fault: Cells are dropped without a word.
# right: 'label_2"'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
adata = adata[adata.obs["labels"] != "label_2"].copy()  # <- fault
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
