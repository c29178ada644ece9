# expects: SCV548
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
model = scvi.model.SCVI(adata)
model.train(
    max_epochs=400,
    check_val_every_n_epoch=1,
    early_stopping=True,
    early_stopping_monitor="kl_local_validation",
)
