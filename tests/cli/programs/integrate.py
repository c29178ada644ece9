"""Integrate two batches; register the wrong matrix on the way."""

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)

scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(
    max_epochs=1,
    lr=1e-3,
)
数据 = "细胞"; model.get_normalized_expression(transform_batch="batch_7")
