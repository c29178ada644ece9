"""`n_samples_overall` draws cells at random, and the rows get the names of all cells in order.

`get_normalized_expression(n_samples_overall=adata.n_obs)` decodes that many draws of cells that are
chosen at random, with replacement. The table that comes back has as many rows as there are cells,
and so it gets the cells' names, one after the other: each name stands beside the values of another
cell. With any other number the names do not fit and pandas raises ValueError.

Leave `n_samples_overall` out where each cell shall have its value, and ask for `n_samples` to
average over. For draws over all cells pass return_numpy=True.

    # bad: silent: each cell has the values of another one
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression(n_samples_overall=adata.n_obs)  # <- finding

    # bad: silent: the same, by the length of a table
    import scvi

    class Denoised:
        def __init__(self, model, adata):
            self.table = model.get_normalized_expression(
                gene_list=list(adata.var_names[:3]),
                n_samples_overall=len(adata.obs_names),  # <- finding
            )

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    denoised = Denoised(model, adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression(n_samples=2)
    draws = model.get_normalized_expression(n_samples_overall=adata.n_obs, return_numpy=True)
"""

from scvi_lint.rule import Queried, cites, leave_out, regex, rule

# So programs write how many cells there are.
EVERY_CELL = regex(
    r"[\w.\[\]'\"]+\.(n_obs|shape\[0\])|len\([\w.]+(\.obs|\.obs_names|\.obs\.index)?\)"
)


@rule(
    "SCV493",
    severity="warning",
    versions=">=1.0",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
    about={"call.name": "get_normalized_expression"},
)
def random_rows_named_as_cells(query: Queried):
    overall, array = query.argument("n_samples_overall"), query.argument("return_numpy")
    # `weights` tells the method that draws from all cells at once from those that do not.
    if overall is None or not query.accepts("weights") or not query.model.exact:
        return
    if not EVERY_CELL.fullmatch(query.source(overall.span)) or overall.positional:
        return
    if not query.lacks("return_numpy") and (array is None or not array.is_literal(False)):
        return
    if not (query.lacks("n_samples") and query.lacks("dataloader") and query.lacks("return_mean")):
        return
    yield query.finding(
        overall,
        "Each row is a cell drawn at random, and gets the name of the next cell in order: names "
        "and values do not belong together. Leave n_samples_overall out.",
        fixes=[leave_out(query, overall, "Give each cell its own values", safe=False)],
    )
