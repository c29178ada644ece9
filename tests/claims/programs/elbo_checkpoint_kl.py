# expects: SCV548
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
from scvi.train import SaveCheckpoint

model = scvi.model.SCVI(adata)
model.train(
    max_epochs=200,
    check_val_every_n_epoch=1,
    callbacks=[SaveCheckpoint(monitor="kl_local_validation", load_best_on_end=True)],
)
