# expects: SCV536
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
losses = {}
for n_top in (1000, 2000, 4000):
    sub = adata.copy()
    sc.pp.highly_variable_genes(
        sub, n_top_genes=n_top, flavor="seurat_v3", layer="counts", subset=True
    )
    scvi.model.SCVI.setup_anndata(sub, layer="counts", batch_key="sample")
    m = scvi.model.SCVI(sub)
    m.train(max_epochs=100, check_val_every_n_epoch=1)
    losses[n_top] = m.history["reconstruction_loss_validation"].iloc[-1].item()
print(min(losses, key=losses.get))
