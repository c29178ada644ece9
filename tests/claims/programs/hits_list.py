# open: SCV697
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
de = model.differential_expression(groupby="cell_type", group1="T", mode="change")
genes = de.index[de["is_de_fdr_0.05"]].tolist()
with open("genes.txt", "w") as f:
    f.write("\n".join(genes))
