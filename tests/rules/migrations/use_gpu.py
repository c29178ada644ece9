import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=5, use_gpu=True)
model.save("model")
loaded = scvi.model.SCVI.load("model", adata, use_gpu=0)
