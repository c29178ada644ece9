"""Draws of the expression are averaged over the genes, where the draws were meant.

With `n_samples` and `return_mean=False`, `get_normalized_expression` returns draws, cells and
genes, in this order; only `posterior_predictive_sample` has the draws at its end. A mean over the
last axis is the same number in each cell, since the fractions of a cell add up to `library_size`,
and a spread over it says how genes differ, not how sure the model is.

Go along the first axis: `draws.std(axis=0)`.

    # bad: silent: a mean over all genes is the same in each cell
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(n_samples=3, return_mean=False)
    expected = draws.mean(axis=2)  # <- finding

    # bad: silent: the spread is that between genes
    import numpy as np
    import scvi

    def uncertainty(draws):
        return np.std(draws, axis=-1)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    uncertainty(model.get_normalized_expression(n_samples=3, return_mean=False))

    # bad: silent: the bounds are those between genes
    import numpy as np
    import scvi

    KW = {"n_samples": 3, "return_mean": False, "return_numpy": True}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    low, high = np.quantile(
        model.get_normalized_expression(**KW), [0.05, 0.95], axis=2  # <- finding
    )

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(n_samples=3, return_mean=False)
    expected, spread = draws.mean(axis=0), np.std(draws, axis=0)
    low, high = np.quantile(draws, [0.05, 0.95], axis=0)
    depth = draws.sum(axis=2)

    # good: the score of a few genes
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(
        gene_list=["gene_0", "gene_1"], n_samples=3, return_mean=False
    )
    score = draws.mean(axis=2)

    # good: these draws come last
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expected = model.posterior_predictive_sample(n_samples=3).mean(axis=2)
"""

from scvi_lint.rule import ResultUsed, cites, rule

MEANS = "mean median nanmean nanmedian"
SPREADS = "std var quantile percentile nanstd nanvar nanquantile nanpercentile"
GENES = (2, -1)


@rule(
    "SCV442",
    severity="warning",
    versions=">=0.15",
    cites=cites(
        "scvi.model.SCVI.get_normalized_expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
)
def draws_averaged_over_genes(used: ResultUsed):
    made, name = used.made, used.how.rpartition(".")[2]
    if (
        name not in f"{MEANS} {SPREADS}".split()
        or not used.closed
        or used.returned.part is not None
    ):
        return
    if made.call.name != "get_normalized_expression" or not made.accepts("return_numpy"):
        return
    axis, draws, mean = (
        used.argument("axis"),
        made.argument("n_samples"),
        made.argument("return_mean"),
    )
    if axis is None or type(axis.literal) is not int or axis.literal not in GENES:
        return
    if draws is None or type(draws.literal) is not int or draws.literal < 2:
        return
    if mean is None or not mean.is_literal(False) or not made.lacks("gene_list"):
        return
    what = "their mean is the same in each cell" if name in MEANS else "this is how genes differ"
    yield used.finding(
        axis,
        f"The axes are draws, cells, genes: along the genes, {what}. Take axis=0 to sum up the "
        "draws.",
        because=made.reason("drawn here"),
    )
