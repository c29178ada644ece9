# expects: SCV411
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="condition")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
model.history["elbo_train"].plot()
from pydeseq2.dds import DeseqDataSet

expr = model.get_normalized_expression(library_size=1e4)
counts = expr.round().astype(int)
dds = DeseqDataSet(counts=counts, metadata=adata.obs, design_factors="condition")
dds.deseq2()
