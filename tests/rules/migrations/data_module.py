import scvi


def fit(model, cells):
    model.train(max_epochs=5, data_module=cells)


adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata)
fit(scvi.model.SCVI(adata), None)
