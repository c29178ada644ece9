"""All posterior draws are asked for as a table, but come as an array.

With `n_samples` above 1 and `return_mean=False` the result has three dimensions: draws, cells,
genes. No table can hold that, so an array is returned whatever `return_numpy` says, with a
warning; `.columns` or `.loc` on it then fail.

Say `return_numpy=True`, or take the mean.

    # bad: warns "must be `True` if"
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(
        n_samples=10,
        return_mean=False,
        return_numpy=False,  # <- finding
    )

    # bad: warns "must be `True` if"
    import scvi

    config = {"n_samples": 10, "return_mean": False, "return_numpy": False}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(**config)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(n_samples=10, return_mean=False, return_numpy=True)
    mean = model.get_normalized_expression(n_samples=10, return_numpy=False)
    once = model.get_normalized_expression(return_mean=False, return_numpy=False)
"""

from scvi_lint.rule import Queried, cites, replace, rule


@rule(
    "SCV416",
    severity="info",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
    about={"call.name": "get_normalized_expression"},
)
def return_mean_numpy(query: Queried):
    if not query.accepts("return_numpy"):
        return
    draws, mean = query.argument("n_samples"), query.argument("return_mean")
    table = query.argument("return_numpy")
    if draws is None or mean is None or table is None:
        return
    if type(draws.literal) is not int or draws.literal < 2:
        return
    if mean.literal is not False or table.literal is not False:
        return
    yield query.finding(
        table,
        f"{draws.literal} draws without their mean have three dimensions: an array is returned "
        "in spite of return_numpy=False, so .columns and .loc fail. Pass return_numpy=True.",
        fixes=[replace(table, "True", "Say that an array is returned", safe=True)],
    )
