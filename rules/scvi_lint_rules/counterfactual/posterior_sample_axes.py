"""Draws of the posterior predictive are summed where genes are meant.

With several draws `posterior_predictive_sample` returns cells × genes × draws (expression without
its mean, `get_normalized_expression(return_mean=False)`, comes as draws × cells × genes). A sum
over the last axis adds the draws of each gene: it is no library size, and grows with `n_samples`.

Sum over axis 1 for what a cell has in all genes; take the mean over axis 2 for the expected count.

    # bad: silent: draws are added, not genes
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    drawn = model.posterior_predictive_sample(n_samples=3)
    library_size = drawn.sum(axis=2)  # <- finding

    # bad: silent: draws are added, not genes
    import scvi

    DRAWS = 5

    def genes_found(drawn):
        return (drawn > 0).sum(axis=-1)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    genes_found(vae.posterior_predictive_sample(n_samples=DRAWS))

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    drawn = model.posterior_predictive_sample(n_samples=3)
    library_size = drawn.sum(axis=1)
    expected = drawn.mean(axis=2)
    how_often = (drawn > 0).mean(axis=2)

    # good: a mean by hand
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    drawn = model.posterior_predictive_sample(n_samples=3)
    expected = drawn.sum(axis=2) / 3
"""

from scvi_lint.rule import ResultUsed, cites, regex, rule

LAST = (2, -1)
DIVIDED = regex(r"\s*\)*\s*/")


@rule(
    "SCV426",
    severity="warning",
    versions=">=1.0",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.posterior_predictive_sample",
        "user_guide/models/scvi#data-simulation",
    ),
)
def posterior_sample_axes(used: ResultUsed):
    made = used.made
    if made.call.name != "posterior_predictive_sample" or used.how != ".sum" or not used.closed:
        return
    draws, axis = made.argument("n_samples"), used.argument("axis")
    if draws is None or made.lacks("n_samples") or draws.is_literal(1):
        return
    if axis is None or axis.literal not in LAST or type(axis.literal) is not int:
        return
    behind = used.span._replace(start=used.span.end, end=used.span.end + 20)
    if DIVIDED.match(used.source(behind)):
        return
    yield used.finding(
        axis,
        "The axes are cells, genes, draws: this adds up the draws of each gene and grows with "
        "n_samples. Sum over axis=1 for all genes of a cell.",
        because=made.reason("sampled here"),
        certain=type(draws.literal) is int,
        doubt="with one draw there is no third axis",
    )
