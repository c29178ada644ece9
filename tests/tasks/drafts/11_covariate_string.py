# task: Add the label as a covariate.
# fault: Covariates are a list.
# right: '["labels"]'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys="labels")  # <- fault
