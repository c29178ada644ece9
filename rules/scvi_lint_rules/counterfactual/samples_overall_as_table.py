"""A sample of all cells is asked for as a table of all cells.

`n_samples_overall=5000` draws so many values from all cells together. Their number is not that of
the cells, but unless `return_numpy=True` is given the method labels them with the names of the
cells, and raises ValueError about the shape of the values. With `return_mean=False` it returns an
array by itself, unless there are more cells than draws.

Pass `return_numpy=True`.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sample = model.get_normalized_expression(n_samples_overall=5000)  # <- finding

    # bad: raises ValueError after training
    import scvi

    def draws(model, **options):
        return model.get_normalized_expression(return_numpy=False, **options)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    draws(vae, n_samples_overall=100, library_size="latent")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sample = model.get_normalized_expression(n_samples_overall=5000, return_numpy=True)
    each = model.get_normalized_expression(n_samples=10)

    # good: without their mean, several draws of each cell come as an array
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sample = model.get_normalized_expression(n_samples_overall=5000, return_mean=False)

    # good: as many as there are cells, without their names
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sample = model.get_normalized_expression(n_samples_overall=adata.n_obs, return_numpy=True)
"""

from scvi_lint.rule import Queried, add_argument, cites, replace, rule


@rule(
    "SCV423",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
    about={"call.name": "get_normalized_expression"},
)
def samples_overall_as_table(query: Queried):
    overall, array = query.given("n_samples_overall"), query.argument("return_numpy")
    # `weights` tells the method that draws from all cells at once from those that do not.
    if not query.accepts("weights"):
        return
    if overall is None or type(overall.literal) is not int or not query.model.exact:
        return
    if query.given("dataloader") is not None or query.given("n_samples") is not None:
        return
    if _comes_as_array(query, overall.literal):
        return
    if not query.lacks("return_numpy") and (array is None or not array.is_literal(False)):
        return
    title = "Ask for an array"
    yield query.finding(
        overall,
        f"{overall.literal} draws over all cells cannot be labelled with the cells: "
        f"{query.call.name} raises ValueError about shapes. Pass return_numpy=True.",
        fixes=[
            add_argument(query, "return_numpy=True", title, safe=True)
            if array is None
            else replace(array, "True", title, safe=True)
        ],
    )


def _comes_as_array(query: Queried, draws: int) -> bool:
    """Whether the draws are, or may be, returned as they are: without their mean, and as many as
    there are cells or more."""
    mean = query.argument("return_mean")
    if mean is None or mean.is_literal(True):
        return False
    asked = query.adata or query.model.adata
    cells = None if asked is None or query.given("indices") is not None else asked.cells_in_file
    return not mean.is_literal(False) or cells is None or draws >= cells
