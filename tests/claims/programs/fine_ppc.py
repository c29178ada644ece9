# silent: SCV437
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
from scvi.criticism import PosteriorPredictiveCheck as PPC

ppc = PPC(adata, models_dict={"scVI": model}, count_layer_key="counts", n_samples=5)
ppc.coefficient_of_variation("features")
model.get_normalized_expression(transform_batch="IFN", n_samples=25).to_csv("x.csv")
