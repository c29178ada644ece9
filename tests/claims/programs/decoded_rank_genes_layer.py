# expects: SCV411
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
adata.layers["scvi"] = model.get_normalized_expression(library_size=1e4)
adata.layers["scvi_log"] = np.log1p(adata.layers["scvi"])
sc.tl.rank_genes_groups(adata, "cell_type", layer="scvi_log", method="t-test", use_raw=False)
