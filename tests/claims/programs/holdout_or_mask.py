# open: SCV436
import numpy as np
import scvi

scvi.settings.seed = 0
adata = scvi.data.synthetic_iid()
adata.obs = adata.obs.rename(columns={"labels": "cell_type", "batch": "condition"})
keep = (adata.obs["cell_type"] != "label_1") | (adata.obs["condition"] == "batch_0")
train = adata[keep].copy()
scvi.model.SCVI.setup_anndata(train, batch_key="condition")
model = scvi.model.SCVI(train)
model.train(max_epochs=200, early_stopping=True)
mask = train.obs["cell_type"].values == "label_1"
pred = model.get_normalized_expression(
    indices=np.nonzero(mask)[0], transform_batch="batch_1", n_samples=25
)
pred.mean().sort_values().to_csv("pred.csv")
