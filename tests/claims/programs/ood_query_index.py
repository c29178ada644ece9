# expects: SCV450 or SCV455
# file: kang.h5ad = cells(obs={"cell_type": "T*80 B*40 Mega*12", "stim": "ctrl*40 stim*40 ctrl*40 ctrl*12", "patient": "p1*20 p2*20 p1*20 p2*20 p1*26 p2*26"})
import numpy as np
import scanpy as sc
import scvi

scvi.settings.seed = 1
adata = sc.read_h5ad("kang.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="stim")
vae = scvi.model.SCVI(adata, n_latent=20)
vae.train(max_epochs=300, early_stopping=True)
print(vae.get_reconstruction_error())
vae.history["elbo_train"].plot()
b_cells = adata.obs.query("cell_type == 'B'").index
sub = adata[b_cells].copy()
as_stim = vae.get_normalized_expression(sub, transform_batch="stim", library_size=1e4, n_samples=25)
as_ctrl = vae.get_normalized_expression(sub, transform_batch="ctrl", library_size=1e4, n_samples=25)
effect = np.log2(as_stim + 1).mean() - np.log2(as_ctrl + 1).mean()
effect.sort_values(ascending=False).head(50).to_csv("b_cell_response.csv")
