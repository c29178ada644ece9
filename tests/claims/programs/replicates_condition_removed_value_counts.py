# open: SCV698
# file: atlas.h5ad = cells(obs={"donor_id": "a*40 b*40 c*40 d*40", "disease": "healthy*80 lupus*80", "cell_type": "T*20 B*20 T*20 B*20 T*20 B*20 T*20 B*20"})
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="donor_id")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
scvi.model.SCVI.setup_anndata(adata, batch_key="disease")
m2 = scvi.model.SCVI(adata)
m2.train(early_stopping=True)
adata.obsm["X_scVI"] = m2.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata, key_added="clusters")
prop = adata.obs.groupby("disease")["clusters"].value_counts(normalize=True).unstack()
prop.to_csv("proportions.csv")
