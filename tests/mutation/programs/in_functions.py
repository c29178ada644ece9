"""The same steps, a function each, called from main()."""

import argparse
from pathlib import Path

import anndata as ad
import scanpy as sc
import scvi


def load(path: Path) -> ad.AnnData:
    adata = sc.read_h5ad(path)
    adata.obs_names_make_unique()
    return adata


def preprocess(adata: ad.AnnData, target_sum: float = 1e4) -> None:
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=target_sum)
    sc.pp.log1p(adata)


def fit(adata: ad.AnnData, epochs: int) -> scvi.model.SCVI:
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
    vae = scvi.model.SCVI(adata, n_latent=20)
    vae.train(max_epochs=epochs, early_stopping=True)
    return vae


def cluster(adata: ad.AnnData, vae: scvi.model.SCVI) -> None:
    adata.obsm["X_scVI"] = vae.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI", n_neighbors=20)
    sc.tl.leiden(adata, resolution=0.8)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("input", type=Path)
    parser.add_argument("--epochs", type=int, default=300)
    parser.add_argument("--output", type=Path, default=Path("out"))
    args = parser.parse_args()

    scvi.settings.seed = 12
    adata = load(args.input)
    preprocess(adata)
    vae = fit(adata, args.epochs)
    cluster(adata, vae)
    vae.save(args.output / "model", overwrite=True)
    adata.write_h5ad(args.output / "clustered.h5ad")


if __name__ == "__main__":
    main()
