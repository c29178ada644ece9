# expects: SCV695
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
vae = scvi.model.SCVI(adata)
vae.train(early_stopping=True)
lvae = scvi.model.SCANVI.from_scvi_model(vae, labels_key="cell_type", unlabeled_category="Unknown")
lvae.train(max_epochs=20)
from scib_metrics.benchmark import Benchmarker

adata.obsm["X_scVI"] = vae.get_latent_representation()
adata.obsm["X_scANVI"] = lvae.get_latent_representation()
bm = Benchmarker(
    adata, batch_key="sample", label_key="cell_type", embedding_obsm_keys=["X_scVI", "X_scANVI"]
)
bm.benchmark()
bm.plot_results_table(min_max_scale=False)
