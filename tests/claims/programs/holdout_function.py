# expects: SCV436
import numpy as np
import scvi

scvi.settings.seed = 0
adata = scvi.data.synthetic_iid()
adata.obs = adata.obs.rename(columns={"labels": "cell_type", "batch": "condition"})


def leave_out(data, cell_type, condition):
    keep = ~((data.obs["cell_type"] == cell_type) & (data.obs["condition"] == condition))
    return data[keep].copy()


train = leave_out(adata, "label_2", "batch_0")
scvi.model.SCVI.setup_anndata(train, batch_key="condition")
model = scvi.model.SCVI(train)
model.train(max_epochs=200, early_stopping=True)
cells = np.where(train.obs["cell_type"] == "label_2")[0]
pred = model.get_normalized_expression(indices=cells, transform_batch="batch_0", n_samples=25)
np.save("pred.npy", pred.to_numpy())
