"""Everything that may change stands in one dictionary."""

import scanpy as sc
import scvi

CONFIG = {
    "data": "data/lung.h5ad",
    "setup": {"layer": "counts", "batch_key": "batch", "categorical_covariate_keys": ["assay"]},
    "model": {"n_latent": 30, "n_layers": 2, "dropout_rate": 0.1},
    "train": {"max_epochs": 150, "plan_kwargs": {"lr": 5e-4}, "check_val_every_n_epoch": 1},
}

scvi.settings.seed = 0
adata = sc.read_h5ad(CONFIG["data"])
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)

scvi.model.SCVI.setup_anndata(adata, **CONFIG["setup"])
model = scvi.model.SCVI(adata, **CONFIG["model"])
model.train(**CONFIG["train"])
print(model.history["elbo_validation"].tail())

adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata)
adata.write_h5ad("lung_integrated.h5ad")
