# task: Write the analysis that integrates the two batches with scVI after the usual normalisation.
# fault: SCVI is trained on log-normalised values; the counts are in a layer.
# right: 'layer="counts"'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- fault
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
