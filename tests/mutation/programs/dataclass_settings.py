"""Settings as a dataclass, steps as functions that take it."""

from dataclasses import dataclass

import anndata
import scanpy as sc
import scvi


@dataclass
class Settings:
    path: str
    batch_key: str = "donor"
    layer: str = "counts"
    epochs: int = 100


def read(settings: Settings) -> anndata.AnnData:
    adata = anndata.read_h5ad(settings.path)
    adata.layers[settings.layer] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    return adata


def model_of(adata: anndata.AnnData, settings: Settings) -> scvi.model.SCVI:
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key=settings.batch_key)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=settings.epochs)
    return model


settings = Settings("gut.h5ad", epochs=150)
scvi.settings.seed = 1
adata = read(settings)
model = model_of(adata, settings)
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.umap(adata)
adata.write_h5ad("gut_integrated.h5ad")
