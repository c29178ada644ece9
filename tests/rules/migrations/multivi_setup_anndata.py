import scvi

adata = scvi.data.synthetic_iid()
scvi.model.MULTIVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.MULTIVI(adata, n_genes=50, n_regions=50)
model.train(max_epochs=5)
