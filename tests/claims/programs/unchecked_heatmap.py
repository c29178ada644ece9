# expects: SCV437
import matplotlib.pyplot as plt
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
genes = ["ISG15", "IFI6", "MX1"]
as_stim = model.get_normalized_expression(transform_batch="IFN", gene_list=genes, n_samples=25)
as_stim["cell_type"] = adata.obs["cell_type"].values
mean = as_stim.groupby("cell_type").mean()
plt.imshow(mean.values, aspect="auto")
plt.savefig("heatmap.pdf")
