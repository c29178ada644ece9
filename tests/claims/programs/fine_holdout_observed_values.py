# silent: SCV436, SCV437, SCV450, SCV455
import scvi

scvi.settings.seed = 0
adata = scvi.data.synthetic_iid()
adata.obs = adata.obs.rename(columns={"labels": "cell_type", "batch": "condition"})
held = (adata.obs["cell_type"] == "label_1") & (adata.obs["condition"] == "batch_1")
train = adata[~held].copy()
scvi.model.SCVI.setup_anndata(train, batch_key="condition")
model = scvi.model.SCVI(train)
model.train(max_epochs=200, early_stopping=True)
source = train[train.obs["cell_type"] == "label_1"].copy()
pred = model.get_normalized_expression(
    source, transform_batch="batch_1", n_samples=25, library_size=1e4
)
observed = adata.X[held.values]
observed = observed / observed.sum(1, keepdims=True) * 1e4
mse = ((pred.mean(axis=0).values - observed.mean(axis=0)) ** 2).mean()
print(mse)
