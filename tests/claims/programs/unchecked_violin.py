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
import seaborn as sns


def plot_gene(gene):
    expr = model.get_normalized_expression(transform_batch="IFN", gene_list=[gene], n_samples=25)
    sns.violinplot(x=adata.obs["cell_type"].values, y=expr[gene].values)
    plt.savefig(f"{gene}.png")


for gene in ["ISG15", "MX1"]:
    plot_gene(gene)
