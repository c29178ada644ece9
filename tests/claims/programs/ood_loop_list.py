# expects: SCV450 or SCV455
# file: kang.h5ad = cells(obs={"cell_type": "T*80 B*40 Mega*12", "stim": "ctrl*40 stim*40 ctrl*40 ctrl*12", "patient": "p1*20 p2*20 p1*20 p2*20 p1*26 p2*26"})
import pandas as pd
import scanpy as sc
import scvi

scvi.settings.seed = 1
adata = sc.read_h5ad("kang.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="stim")
vae = scvi.model.SCVI(adata, n_latent=20)
vae.train(max_epochs=300, early_stopping=True)
print(vae.get_reconstruction_error())
vae.history["elbo_train"].plot()


def counterfactual(model, data, cell_type, to):
    part = data[data.obs.cell_type == cell_type].copy()
    return model.get_normalized_expression(part, transform_batch=to, n_samples=25)


summary = []
for cell_type in ["T", "B", "Mega"]:
    expr = counterfactual(vae, adata, cell_type, "stim")
    summary.append({"cell_type": cell_type, "ISG15": expr.iloc[:, 0].mean()})
pd.DataFrame(summary).to_csv("isg15.csv", index=False)
