"""Data comes to a model with its counts in a sparse *array*.

`scipy.sparse.csr_array` and `csr_matrix` hold the same numbers in two classes. Wherever data is
registered – at `load`, at `load_query_data`, at a question about other data – the check of counts
knows the matrix only, and raises `TypeError: data type not understood` for the array. (Models that
are not told to check for counts, such as SysVI and VELOVI, take it.)

Use `scipy.sparse.csr_matrix`.

    # bad: raises TypeError after training
    import scipy.sparse
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.X = scipy.sparse.csr_array(query.X)
    mapped = scvi.model.SCVI.load_query_data(query, model)  # <- finding

    # bad: raises TypeError after training
    import scvi
    from scipy import sparse as sp

    def sparse(data):
        data.layers["counts"] = sp.csc_array(data.layers["counts"])
        return data

    def read():
        data = scvi.data.synthetic_iid()
        data.layers["counts"] = data.X.copy()
        return data

    adata = read()
    scvi.model.PEAKVI.setup_anndata(adata, layer="counts")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    other = sparse(read())
    latent = model.get_latent_representation(other)  # <- finding

    # good: a matrix
    import scipy.sparse
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.X = scipy.sparse.csr_matrix(query.X)
    mapped = scvi.model.SCVI.load_query_data(query, model)

    # good: the layer that the model reads is none
    import scipy.sparse
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.layers["kept"] = scipy.sparse.csr_array(query.X)
    latent = model.get_latent_representation(query)
"""

from scvi_lint.rule import DataGiven, cites, matrix_name, rule


@rule(
    "SCV761",
    severity="error",
    versions=">=1.3",
    cites=cites(
        "{symbol}",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def data_is_sparse_array(given: DataGiven):
    for sparse in given.differences("format"):
        yield given.finding(
            given.spot,
            f"{matrix_name(sparse.name or None)} of {given.adata.name} is a scipy.sparse array, "
            f"whose counts scvi-tools cannot check: {given.call.name} raises {sparse.raises}. Use "
            "csr_matrix instead.",
            because=given.why(sparse),
        )
        return
