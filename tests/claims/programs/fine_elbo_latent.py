# silent: SCV536, SCV558, SCV559
import pandas as pd
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
rows = []
for d in (10, 20, 30):
    m = scvi.model.SCVI(adata, n_latent=d)
    m.train(max_epochs=100, check_val_every_n_epoch=1)
    rows.append(
        {
            "d": d,
            "elbo": m.history["elbo_validation"].iloc[-1, 0],
            "rec": m.history["reconstruction_loss_validation"].iloc[-1, 0],
        }
    )
df = pd.DataFrame(rows)
print(df.sort_values("elbo").iloc[0])
