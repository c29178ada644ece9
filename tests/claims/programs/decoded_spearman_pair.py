# expects: SCV427
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
from scipy.stats import spearmanr

den = model.get_normalized_expression(gene_list=["CD8A", "GZMB"], n_samples=10)
rho, p = spearmanr(den["CD8A"], den["GZMB"])
