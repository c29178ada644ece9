"""Several draws of the expression are stored where one table of cells and genes belongs.

With `n_samples` above 1 and `return_mean=False`, `get_normalized_expression` returns an array of
draws, cells and genes. A layer holds cells and genes: AnnData refuses three axes.

Take the mean over the draws (`.mean(axis=0)`), or let the method do it: leave `return_mean` out.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["scvi"] = model.get_normalized_expression(  # <- finding
        n_samples=3, return_mean=False
    )

    # bad: raises ValueError after training
    import scvi

    def denoise(model, adata, **options):
        draws = model.get_normalized_expression(adata, return_numpy=True, **options)
        adata.layers["denoised"] = draws  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    denoise(vae, adata, n_samples=5, return_mean=False)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["scvi"] = model.get_normalized_expression(n_samples=3)
    draws = model.get_normalized_expression(n_samples=3, return_mean=False)
    adata.layers["mean"] = draws.mean(axis=0)
    adata.layers["first"] = draws[0]
"""

from scvi_lint.rule import Stored, Table, cites, query_of, rule

TWO_AXES = ("layers", "X")


@rule(
    "SCV435",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "scvi.model.SCVI.get_normalized_expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
    about={"room": TWO_AXES},
)
def draws_stored_as_one(stored: Stored):
    table = stored.returned
    if not isinstance(table, Table) or table.part is not None:
        return
    query = query_of(table)
    if (
        query is None
        or query.call.name != "get_normalized_expression"
        or not query.accepts("return_numpy")
    ):
        return
    draws, mean = query.argument("n_samples"), query.argument("return_mean")
    if draws is None or mean is None or not mean.is_literal(False):
        return
    if type(draws.literal) is not int or draws.literal < 2:
        return
    yield stored.finding(
        stored.span,
        f"return_mean=False returns {draws.literal} draws by cells by genes, three axes: a layer "
        "has two, and this raises ValueError. Leave return_mean out.",
        because=query.reason("drawn here"),
    )
