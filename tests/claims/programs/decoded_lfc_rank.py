# expects: SCV614
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
de = model.differential_expression(groupby="cell_type", mode="change")
markers = {}
for ct in adata.obs["cell_type"].cat.categories:
    sub = de[de["group1"] == ct]
    markers[ct] = sub.sort_values("lfc_mean", ascending=False).index[:20].tolist()
print(markers)
