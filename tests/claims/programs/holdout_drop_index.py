# expects: SCV436
import scvi

scvi.settings.seed = 0
adata = scvi.data.synthetic_iid()
adata.obs = adata.obs.rename(columns={"labels": "cell_type", "batch": "condition"})
drop = adata.obs[
    (adata.obs["cell_type"] == "label_1") & (adata.obs["condition"] == "batch_1")
].index
train = adata[~adata.obs_names.isin(drop)].copy()
scvi.model.SCVI.setup_anndata(train, batch_key="condition")
model = scvi.model.SCVI(train)
model.train(max_epochs=200, early_stopping=True)
source = train[train.obs["cell_type"] == "label_1"].copy()
pred = model.get_normalized_expression(source, transform_batch="batch_1", n_samples=25)
pred.to_csv("pred.csv")
