"""Mean and variance of a latent space are taken for each other.

With `return_dist=True` `get_latent_representation` returns two arrays: the mean of each cell, and
the variance. Unpacked the other way round, the variances are stored as the embedding. Clusters of
variances group cells by how sure the model is, not by what they are.

Write the mean first: `mean, variance = model.get_latent_representation(return_dist=True)`.

    # bad: silent: the embedding holds variances
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    qz_var, qz_mean = model.get_latent_representation(return_dist=True)  # <- finding
    adata.obsm["X_scVI"] = qz_mean

    # bad: silent: the embedding holds variances
    import scvi

    HOW = {"return_dist": True, "batch_size": 64}

    def embed(vae):
        sigma, mu = vae.get_latent_representation(**HOW)  # <- finding
        return mu

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.LinearSCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = embed(model)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    latent, _ = model.get_latent_representation(return_dist=True)
    first, second = model.get_latent_representation(return_dist=True)
"""

import re

from scvi_lint.rule import Queried, cites, regex, rule

UNPACKED = regex(r"\s*\(?\s*([\w.]+)\s*,\s*([\w.]+)\s*\)?\s*=(?!=)")
MEANS = regex(r"(?:^|_)(?:mean|means|mu|loc|qzm|m)(?:_|$)", re.I)
SPREADS = regex(r"(?:^|_)(?:var|variance|variances|vars|sigma|scale|std|sd|qzv|v)(?:_|$)", re.I)


@rule(
    "SCV483",
    severity="warning",
    versions=">=0.20",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#dimensionality-reduction",
        "user_guide/models/scvi#dimensionality-reduction",
    ),
)
def mean_and_variance_swapped(query: Queried):
    asked = query.argument("return_dist")
    if asked is None or not asked.is_literal(True) or query.statement is None:
        return
    names = UNPACKED.match(query.source(query.statement))
    if names is None or not SPREADS.search(names[1]) or MEANS.search(names[1]):
        return
    if not MEANS.search(names[2]) or SPREADS.search(names[2]):
        return
    yield query.finding(
        query.call.name_span,
        f"The mean comes first: {names[1]} holds the means here and {names[2]} the variances. Swap "
        "the names.",
    )
