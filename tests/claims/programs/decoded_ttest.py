# expects: SCV411
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
from scipy.stats import ttest_ind

expr = model.get_normalized_expression(library_size=1e4)
case = (adata.obs["condition"] == "IFN").values
p = [ttest_ind(expr.loc[case, g], expr.loc[~case, g]).pvalue for g in expr.columns]
