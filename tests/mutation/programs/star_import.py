"""`from scvi.model import *`, as older notebooks have it."""

import scanpy as sc
import scvi
from scvi.model import *  # noqa: F403

scvi.settings.seed = 0
adata = sc.read_10x_h5("filtered_feature_bc_matrix.h5")
adata.var_names_make_unique()
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)

SCVI.setup_anndata(adata, layer="counts")  # noqa: F405
model = SCVI(adata, n_latent=10)  # noqa: F405
model.train(max_epochs=400, early_stopping=True)
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata)
sc.tl.umap(adata)
