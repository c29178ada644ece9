# silent: SCV695
import numpy as np
import scanpy as sc
import scvi
from sklearn.metrics import accuracy_score

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
rng = np.random.default_rng(0)
test = rng.random(adata.n_obs) < 0.2
adata.obs["train_label"] = adata.obs["cell_type"].astype(str)
adata.obs.loc[test, "train_label"] = "Unknown"
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
vae = scvi.model.SCVI(adata)
vae.train(early_stopping=True)
lvae = scvi.model.SCANVI.from_scvi_model(
    vae, labels_key="train_label", unlabeled_category="Unknown"
)
lvae.train(max_epochs=20)
pred = lvae.predict()
print(accuracy_score(adata.obs["cell_type"][test], pred[test]))
