# task: Decode all cells as if they came from the first batch.
# fault: The batch is called batch_0.
# right: 'transform_batch="batch_0"'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.get_normalized_expression(transform_batch="batch0")  # <- fault
