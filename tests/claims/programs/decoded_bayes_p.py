# expects: SCV609
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
de = model.differential_expression(groupby="cell_type", group1="T", mode="vanilla")
top = de.query("bayes_factor < 0.05").index.tolist()
