# expects: SCV436
import numpy as np
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
ctrl = model.get_normalized_expression(
    source, transform_batch="batch_0", n_samples=25, library_size=1e4
)
lfc = np.log2(pred.mean() / ctrl.mean())
lfc.to_csv("lfc.csv")
