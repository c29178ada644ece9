# %% [markdown]
# # Labels for the unlabelled cells
# SCVI first, then SCANVI from it.

# %%
import scanpy as sc
import scvi

scvi.settings.seed = 42
adata = sc.read_h5ad("data/pancreas.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)

# %%
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="tech", labels_key="seed_labels")
scvi_model = scvi.model.SCVI(adata, n_layers=2, n_latent=30)
scvi_model.train(max_epochs=100)

# %%
scanvi_model = scvi.model.SCANVI.from_scvi_model(
    scvi_model, unlabeled_category="Unknown", labels_key="seed_labels"
)
scanvi_model.train(max_epochs=20, n_samples_per_label=100)

# %%
adata.obs["predicted"] = scanvi_model.predict(adata)
adata.obsm["X_scANVI"] = scanvi_model.get_latent_representation(adata)
sc.pp.neighbors(adata, use_rep="X_scANVI")
sc.tl.umap(adata)
sc.pl.umap(adata, color=["predicted", "tech"])

# %%
scanvi_model.save("pancreas_scanvi", overwrite=True)
