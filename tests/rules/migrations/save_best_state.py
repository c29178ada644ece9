import scvi
from scvi.train import SaveBestState

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(
    max_epochs=5,
    check_val_every_n_epoch=1,
    callbacks=[SaveBestState(monitor="elbo_validation")],
)
