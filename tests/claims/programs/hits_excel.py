# expects: SCV697
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
import pandas as pd

with pd.ExcelWriter("de.xlsx") as w:
    for ct in adata.obs["cell_type"].cat.categories:
        de = model.differential_expression(groupby="cell_type", group1=ct, mode="change")
        de[de["proba_de"] > 0.95].to_excel(w, sheet_name=ct)
