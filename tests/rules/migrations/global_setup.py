import scvi

adata = scvi.data.synthetic_iid(run_setup_anndata=False)
scvi.data.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=5)
embedding = scvi.model.utils.mde(model.get_latent_representation())
