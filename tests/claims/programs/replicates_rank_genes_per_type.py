# expects: SCV615
# file: atlas.h5ad = cells(obs={"donor_id": "a*40 b*40 c*40 d*40", "disease": "healthy*80 lupus*80", "cell_type": "T*20 B*20 T*20 B*20 T*20 B*20 T*20 B*20"})
import pandas as pd
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="donor_id")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)
tables = []
for ct, cells in adata.obs.groupby("cell_type").groups.items():
    sub = adata[cells].copy()
    sc.tl.rank_genes_groups(
        sub, groupby="disease", groups=["lupus"], reference="healthy", method="wilcoxon"
    )
    tables.append(sc.get.rank_genes_groups_df(sub, group="lupus").assign(cell_type=ct))
pd.concat(tables).to_csv("de.csv")
