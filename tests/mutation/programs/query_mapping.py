"""Map a query onto a reference with scArches surgery."""

import scanpy as sc
import scvi
from scvi.model import SCVI

scvi.settings.seed = 0
reference = sc.read_h5ad("reference.h5ad")
query = sc.read_h5ad("query.h5ad")
sc.pp.highly_variable_genes(
    reference, n_top_genes=2000, flavor="seurat_v3", batch_key="study", subset=True
)

SCVI.setup_anndata(reference, batch_key="study")
reference_model = SCVI(
    reference, use_layer_norm="both", use_batch_norm="none", encode_covariates=True
)
reference_model.train(max_epochs=100)
reference.obsm["X_scVI"] = reference_model.get_latent_representation()
reference_model.save("reference_model", overwrite=True)

SCVI.prepare_query_anndata(query, reference_model)
query_model = SCVI.load_query_data(query, reference_model)
query_model.train(max_epochs=50, plan_kwargs={"weight_decay": 0.0})
query.obsm["X_scVI"] = query_model.get_latent_representation()
sc.pp.neighbors(query, use_rep="X_scVI")
sc.tl.umap(query)
query.write_h5ad("query_mapped.h5ad")
