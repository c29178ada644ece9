# task: Does the share of label_0 differ between batches?
# fault: Cells are taken for replicates.
# right: 'sample'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
import pandas as pd
from scipy.stats import chi2_contingency
chi2_contingency(pd.crosstab(adata.obs["batch"], adata.obs["labels"]))  # <- fault
scvi.model.SCVI.setup_anndata(adata)
