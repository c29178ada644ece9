# task: Add a table of metadata to the cells.
# fault: Rows are joined by position.
# right: 'adata.obs_names'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
import pandas as pd
meta = pd.read_csv("meta.csv", index_col=0)
adata.obs["donor"] = meta["donor"].values  # <- fault
scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
