# task: Plot decoded expression of gene_1.
# fault: Raw X is plotted, not what was decoded.
# right: 'layer="scvi"'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
adata.layers["scvi"] = model.get_normalized_expression()
sc.pl.violin(adata, "gene_1", groupby="labels")  # <- fault
