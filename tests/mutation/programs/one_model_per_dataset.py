"""A loop over data sets, each with a model of its own."""

from pathlib import Path

import scanpy as sc
import scvi

FOLDER = Path("data")
DATASETS = ["liver", "kidney", "heart"]
scvi.settings.seed = 0

for name in DATASETS:
    adata = sc.read_h5ad(FOLDER / f"{name}.h5ad")
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="donor")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=50)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.umap(adata)
    model.save(f"models/{name}", overwrite=True)
    adata.write_h5ad(FOLDER / f"{name}_done.h5ad")
