# expects: SCV615
# file: atlas.h5ad = cells(obs={"donor_id": "a*40 b*40 c*40 d*40", "disease": "healthy*80 lupus*80", "cell_type": "T*20 B*20 T*20 B*20 T*20 B*20 T*20 B*20"})
import numpy as np
import pandas as pd
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="donor_id")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
from scipy.stats import mannwhitneyu

sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)
pvals = {}
case = (adata.obs["disease"] == "lupus").values
for i, gene in enumerate(adata.var_names):
    x = np.asarray(adata.X[:, i]).ravel()
    pvals[gene] = mannwhitneyu(x[case], x[~case]).pvalue
pd.Series(pvals).to_csv("p.csv")
