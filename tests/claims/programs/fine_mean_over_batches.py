# silent: SCV450, SCV455, SCV436, SCV437
# file: kang.h5ad = cells(obs={"cell_type": "T*80 B*40 Mega*12", "stim": "ctrl*40 stim*40 ctrl*40 ctrl*12", "patient": "p1*20 p2*20 p1*20 p2*20 p1*26 p2*26"})
import scanpy as sc
import scvi

scvi.settings.seed = 1
adata = sc.read_h5ad("kang.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="stim")
vae = scvi.model.SCVI(adata, n_latent=20)
vae.train(max_epochs=300, early_stopping=True)
print(vae.get_reconstruction_error())
vae.history["elbo_train"].plot()
adata.layers["corrected"] = vae.get_normalized_expression(
    transform_batch=["ctrl", "stim"], library_size=1e4, n_samples=10
)
sc.pl.umap
