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
pred = lvae.predict(adata)
acc = (pred == adata.obs["cell_type"].values).mean()
print(f"accuracy: {acc:.2%}")
