"""The same study, done right: nothing is to be found here."""

import argparse
from pathlib import Path

import anndata as ad
import scanpy as sc
import scvi
from preparing import MARKERS, drop_poor_cells, normalise

SETTINGS = {
    "layer": "counts",
    "batch_key": "condition",
    "categorical_covariate_keys": ["donor"],
}


def read(folder: Path) -> ad.AnnData:
    parts = {
        "control": sc.read_h5ad(folder / "control.h5ad"),
        "stimulated": sc.read_h5ad(folder / "stimulated.h5ad"),
    }
    adata = ad.concat(parts, label="condition")
    adata.obs_names_make_unique()
    return adata


def integrate(adata: ad.AnnData, epochs: int) -> scvi.model.SCVI:
    scvi.model.SCVI.setup_anndata(adata, **SETTINGS)
    model = scvi.model.SCVI(adata, n_layers=2, gene_likelihood="nb")
    model.train(max_epochs=epochs, check_val_every_n_epoch=1)
    print("final ELBO:", model.history["elbo_validation"].iloc[-1])
    return model


def model_of(adata: ad.AnnData, cell_type: str, epochs: int) -> scvi.model.SCVI:
    """A model of one cell type alone, with the settings of the whole."""
    cells = adata[adata.obs["cell_type"] == cell_type].copy()
    scvi.model.SCVI.setup_anndata(cells, **SETTINGS)
    model = scvi.model.SCVI(cells, n_latent=5)
    model.train(max_epochs=epochs)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--epochs", type=int, default=200)
    parser.add_argument("--out", default="model")
    arguments = parser.parse_args()

    scvi.settings.seed = 0
    adata = read(arguments.data)
    drop_poor_cells(adata, fewest_genes=5)
    normalise(adata)
    sc.pp.highly_variable_genes(
        adata,
        n_top_genes=60,
        flavor="seurat_v3",
        layer="counts",
        batch_key="condition",
        subset=True,
    )

    model = integrate(adata, arguments.epochs)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.umap(adata)

    as_stimulated = model.get_normalized_expression(
        adata[adata.obs["condition"] == "control"],
        transform_batch="stimulated",
        gene_list=[gene for gene in MARKERS if gene in adata.var_names],
        library_size=1e4,
    )
    as_stimulated.to_csv("control_as_stimulated.csv")

    table = model.differential_expression(groupby="cell_type", mode="change")
    table[table["lfc_mean"].abs() > 1].to_csv("markers.csv")

    monocytes = model_of(adata, "monocyte", arguments.epochs)
    monocytes.save(f"{arguments.out}_monocytes", overwrite=True)

    model.save(arguments.out, overwrite=True)
    restored = scvi.model.SCVI.load(arguments.out, adata=adata)
    restored.get_latent_representation()


if __name__ == "__main__":
    main()
