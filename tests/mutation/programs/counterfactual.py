"""What would control cells look like if they had been stimulated?"""

import anndata as ad
import scanpy as sc
import scvi

scvi.settings.seed = 0
control = sc.read_h5ad("control.h5ad")
stimulated = sc.read_h5ad("stimulated.h5ad")
adata = ad.concat({"ctrl": control, "stim": stimulated}, label="condition", index_unique="-")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)

scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(max_epochs=100)

cells = adata[adata.obs["condition"] == "ctrl"].copy()
as_is = model.get_normalized_expression(cells, library_size=1e4)
as_stimulated = model.get_normalized_expression(cells, transform_batch="stim", library_size=1e4)
change = (as_stimulated - as_is).mean()
change.to_csv("predicted_response.csv")
