import scvi
from scvi import autotune

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata)
tuner = autotune.ModelTuner(scvi.model.SCVI)
found = autotune.run_autotune
