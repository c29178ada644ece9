# expects: SCV655 or SCV612
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
out = {}
for ct in adata.obs["cell_type"].cat.categories:
    in_type = adata.obs["cell_type"] == ct
    idx1 = np.where(in_type & (adata.obs["disease"] == "lupus"))[0]
    idx2 = np.where(in_type & (adata.obs["disease"] == "healthy"))[0]
    out[ct] = model.differential_expression(idx1=idx1, idx2=idx2, mode="change", delta=0.25)
pd.concat(out).to_csv("de.csv")
