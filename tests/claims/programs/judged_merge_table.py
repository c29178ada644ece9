# expects: SCV695
import pandas as pd
import scanpy as sc
import scvi
from sklearn.metrics import silhouette_score

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
vae = scvi.model.SCVI(adata)
vae.train(early_stopping=True)
lvae = scvi.model.SCANVI.from_scvi_model(vae, labels_key="cell_type", unlabeled_category="Unknown")
lvae.train(max_epochs=20)
z = pd.DataFrame(
    lvae.get_latent_representation(), index=adata.obs_names, columns=[f"z{i}" for i in range(10)]
)
df = z.join(adata.obs[["cell_type", "sample"]])
score = silhouette_score(df[[f"z{i}" for i in range(10)]].values, df["cell_type"])
print(score)
