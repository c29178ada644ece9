# task: Train on the cells of one label.
# fault: A view is registered.
# right: '.copy()'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
part = adata[adata.obs["labels"] == "label_0"]
scvi.model.SCVI.setup_anndata(part, batch_key="batch")  # <- fault
