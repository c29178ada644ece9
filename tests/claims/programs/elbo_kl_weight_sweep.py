# expects: SCV536
import pandas as pd
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
records = []
for w in [0.1, 0.5, 1.0, 2.0]:
    m = scvi.model.SCVI(adata)
    m.train(max_epochs=100, check_val_every_n_epoch=1, plan_kwargs={"max_kl_weight": w})
    records.append({"weight": w, "elbo": float(m.history["elbo_validation"].iloc[-1, 0])})
df = pd.DataFrame(records)
best = df.loc[df["elbo"].idxmin(), "weight"]
print("best weight", best)
