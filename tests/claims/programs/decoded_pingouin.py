# expects: SCV411
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
import pingouin as pg

expr = model.get_normalized_expression(gene_list=["CD8A"], n_samples=10)
expr["condition"] = adata.obs["condition"].values
print(
    pg.ttest(
        expr.loc[expr.condition == "IFN", "CD8A"], expr.loc[expr.condition == "control", "CD8A"]
    )
)
