# expects: SCV422
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
expr = {}
for cond in ("control", "IFN"):
    expr[cond] = model.get_normalized_expression(transform_batch=cond, return_numpy=True)
diff = expr["IFN"] - expr["control"]
np.save("diff.npy", diff)
