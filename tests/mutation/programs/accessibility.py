"""Peaks: PEAKVI, and which regions differ between clusters."""

import scanpy as sc
import scvi as st

st.settings.seed = 0
adata = sc.read_h5ad("atac.h5ad")
sc.pp.filter_genes(adata, min_cells=int(adata.shape[0] * 0.05))

st.model.PEAKVI.setup_anndata(adata, batch_key="replicate")
peak_model = st.model.PEAKVI(adata)
peak_model.train(max_epochs=300)
print(peak_model.history["elbo_validation"].iloc[-1])

adata.obsm["X_PeakVI"] = peak_model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_PeakVI")
sc.tl.leiden(adata, key_added="cluster_pvi", resolution=0.2)
table = peak_model.differential_accessibility(groupby="cluster_pvi", delta=0.1)
table.to_csv("regions.csv")
peak_model.save("peakvi_model", overwrite=True)
