# task: Mean expression by label.
# fault: The mean is taken of logarithms and called a mean of counts.
# right: 'expm1'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
sc.pp.log1p(adata)
means = adata.to_df().groupby(adata.obs["labels"].values).mean()  # <- fault
means.to_csv("mean_counts.csv")
