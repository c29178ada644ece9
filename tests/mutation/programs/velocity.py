"""RNA velocity: the smoothed layers are what VELOVI wants."""

import scanpy as sc
import scvelo as scv
import scvi
from scvi.external import VELOVI

scvi.settings.seed = 0
adata = sc.read_h5ad("pancreas_velocity.h5ad")
scv.pp.filter_and_normalize(adata, min_shared_counts=30, n_top_genes=2000)
scv.pp.moments(adata, n_pcs=30, n_neighbors=30)

VELOVI.setup_anndata(adata, spliced_layer="Ms", unspliced_layer="Mu")
vae = VELOVI(adata)
vae.train(max_epochs=500)
print(vae.history["elbo_validation"].iloc[-1])
adata.layers["velocity"] = vae.get_velocity(n_samples=25)
adata.obsm["latent"] = vae.get_latent_representation()
vae.save("velovi_model", overwrite=True)
