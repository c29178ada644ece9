import scvi
from scvi.external import TorchMRVI

adata = scvi.data.synthetic_iid()
scvi.model.JaxSCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.JaxSCVI(adata)
TorchMRVI.setup_anndata(adata, sample_key="batch")
