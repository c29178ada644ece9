# expects: SCV695
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
vae = scvi.model.SCVI(adata)
vae.train(early_stopping=True)
lvae = scvi.model.SCANVI.from_scvi_model(vae, labels_key="cell_type", unlabeled_category="Unknown")
lvae.train(max_epochs=20)
from sklearn.model_selection import cross_val_score
from sklearn.neighbors import KNeighborsClassifier

Z = lvae.get_latent_representation(adata)
print(cross_val_score(KNeighborsClassifier(15), Z, adata.obs["cell_type"].values, cv=5).mean())
