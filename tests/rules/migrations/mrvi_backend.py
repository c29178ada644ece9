import scvi

adata = scvi.data.synthetic_iid()
scvi.external.MRVI.setup_anndata(adata, sample_key="batch", backend="torch")
model = scvi.external.MRVI(adata)
model.train(max_epochs=5)
