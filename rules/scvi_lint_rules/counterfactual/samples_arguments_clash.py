"""`n_samples` and `n_samples_overall` are given together.

`n_samples` draws so many values for each cell, `n_samples_overall` so many over all cells: only
one of them can be meant. Given both, the call fails with an AssertionError that has no text, so
that it is hard to tell what was wrong.

Keep the one that you mean.

    # bad: raises AssertionError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(n_samples=25, n_samples_overall=5000)  # <- finding

    # bad: raises AssertionError after training
    import scvi

    DRAWS = 10
    settings = dict(n_samples=DRAWS, return_numpy=True)
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(n_samples_overall=5000, **settings)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(n_samples=25)
    model.get_normalized_expression(n_samples_overall=5000, return_numpy=True)
    model.get_normalized_expression(n_samples=1, n_samples_overall=5000, return_numpy=True)
"""

from scvi_lint.rule import Queried, cites, leave_out, rule


@rule(
    "SCV415",
    severity="error",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
    about={"call.name": "get_normalized_expression"},
)
def samples_arguments_clash(query: Queried):
    if not query.model.exact:
        return
    asserts = query.definer_of("get_normalized_expression") == "RNASeqMixin"
    if not asserts or not query.accepts("n_samples_overall"):
        return
    each, overall = query.given("n_samples"), query.given("n_samples_overall")
    if each is None or overall is None or type(each.literal) is not int or each.literal == 1:
        return
    if overall.literal is None:
        return
    array = query.argument("return_numpy")
    title = f"Keep n_samples={each.literal} for each cell"
    fixes = [leave_out(query, overall, title, safe=False)]
    if array is not None and array.is_literal(True):  # draws over all cells fit no table
        title = f"Keep n_samples_overall={overall.literal} over all cells"
        fixes.append(leave_out(query, each, title, safe=False))
    yield query.finding(
        each,
        f"n_samples={each.literal} (per cell) and n_samples_overall={overall.literal} exclude "
        f"each other: {query.call.name} raises an AssertionError without text. Keep one of them.",
        fixes=fixes,
    )
