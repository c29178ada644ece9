"""Latent sizes compared by the ELBO on held-out cells."""

from functools import partial

import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("bone_marrow.h5ad")
adata.layers["raw"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)

register = partial(scvi.model.SCVI.setup_anndata, layer="raw", batch_key="site")
build = partial(scvi.model.SCVI, n_layers=2, gene_likelihood="nb")

register(adata)
losses = {}
for n_latent in (10, 20, 30):
    model = build(adata, n_latent=n_latent)
    model.train(max_epochs=50, check_val_every_n_epoch=1)
    losses[n_latent] = model.history["elbo_validation"].iloc[-1]

best = min(losses, key=losses.get)
final = build(adata, n_latent=best)
final.train(max_epochs=200)
adata.obsm["X_scVI"] = final.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata)
final.save("bone_marrow_model", overwrite=True)
