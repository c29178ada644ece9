# open: SCV697
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
import gseapy as gp

de = model.differential_expression(groupby="cell_type", group1="T", group2="B", mode="change")
up = de[(de["proba_de"] > 0.95) & (de["lfc_mean"] > 0.5)].index.tolist()
enr = gp.enrichr(gene_list=up, gene_sets="GO_Biological_Process_2021")
enr.results.to_csv("go.csv")
