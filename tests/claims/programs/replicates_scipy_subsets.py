# expects: SCV615
# file: atlas.h5ad = cells(obs={"donor_id": "a*40 b*40 c*40 d*40", "disease": "healthy*80 lupus*80", "cell_type": "T*20 B*20 T*20 B*20 T*20 B*20 T*20 B*20"})
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="donor_id")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
from scipy import stats

sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)
sick = adata[adata.obs["disease"] == "lupus"]
well = adata[adata.obs["disease"] == "healthy"]
for gene in ["G0", "G1"]:
    t, p = stats.ttest_ind(sick[:, gene].X.toarray().ravel(), well[:, gene].X.toarray().ravel())
    print(gene, p)
