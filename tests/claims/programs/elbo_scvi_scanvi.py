# expects: SCV536
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
vae = scvi.model.SCVI(adata)
vae.train(max_epochs=100, check_val_every_n_epoch=1)
lvae = scvi.model.SCANVI.from_scvi_model(vae, labels_key="cell_type", unlabeled_category="Unknown")
lvae.train(max_epochs=20, check_val_every_n_epoch=1)
elbo_scvi = vae.history["elbo_validation"].iloc[-1, 0]
elbo_scanvi = lvae.history["elbo_validation"].iloc[-1, 0]
best_model = vae if elbo_scvi < elbo_scanvi else lvae
