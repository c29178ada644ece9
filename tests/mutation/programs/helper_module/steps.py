"""Steps that the analyses share."""

import scanpy as sc
import scvi


def keep_counts(adata, name="counts"):
    adata.layers[name] = adata.X.copy()


def normalise(adata):
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)


def trained(adata, epochs=100, **setup):
    scvi.model.SCVI.setup_anndata(adata, **setup)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=epochs, check_val_every_n_epoch=5)
    return model
