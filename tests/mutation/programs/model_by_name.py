"""The model's class is chosen by name."""

import scanpy as sc
import scvi

MODEL = "SCVI"

scvi.settings.seed = 0
adata = sc.read_h5ad("brain.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)

cls = getattr(scvi.model, MODEL)
cls.setup_anndata(adata, layer="counts", batch_key="library")
model = cls(adata)
model.train(max_epochs=80)
adata.obsm[f"X_{MODEL}"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep=f"X_{MODEL}")
sc.tl.leiden(adata)
adata.write_h5ad("brain_done.h5ad")
