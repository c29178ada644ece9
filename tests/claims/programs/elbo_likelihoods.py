# expects: SCV536
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
scores = {}
for lik in ["zinb", "nb", "normal"]:
    vae = scvi.model.SCVI(adata, gene_likelihood=lik)
    vae.train(max_epochs=100, check_val_every_n_epoch=1)
    scores[lik] = vae.history["elbo_validation"]["elbo_validation"].iloc[-1]
best = min(scores, key=scores.get)
