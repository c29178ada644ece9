"""Normalised expression is taken for batch-corrected, but every cell keeps its own batch.

`get_normalized_expression` decodes each cell with the batch that it came from, unless
`transform_batch` names another. Noise and sequencing depth are gone from the result, the
differences between the batches are not. Called "corrected" or "integrated", such a table misleads
all that builds on it.

Decode all cells in the same batch or batches (`transform_batch=...`); for clusters and UMAP use
the latent space.

    # bad: silent: the batch effect is still in the table
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["corrected"] = model.get_normalized_expression()  # <- finding

    # bad: silent: the batch effect is still in the table
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = ["d1", "d2", "d3", "d4"] * 100
    scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    integrated_expression = model.get_normalized_expression(library_size=1e4)  # <- finding
    integrated_expression.to_csv("integrated.csv")

    # bad: silent: each cell is decoded with its own covariates
    import scvi

    def integrate(adata, covariates):
        scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=covariates)
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        adata.layers["scvi_corrected"] = model.get_normalized_expression()  # <- finding

    integrate(scvi.data.synthetic_iid(), ["batch"])

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["denoised"] = model.get_normalized_expression()
    adata.layers["corrected"] = model.get_normalized_expression(
        transform_batch=["batch_0", "batch_1"]
    )

    # good: there are no batches to correct for
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    ambient_corrected = model.get_normalized_expression()
    not_corrected = model.get_normalized_expression()
"""

import re

from scvi_lint.rule import Queried, Stored, cites, listed, regex, rule

CLAIMS = regex(
    r"(?:^|_)(?:batch_?)?(?:corrected|integrated|harmoni[sz]ed|debatched|batch_?(?:free|removed))"
    r"(?:_|$)|BatchCorrected|Integrated"
)
DENIES = regex(r"(?:^|_)(?:un|not|non|no|without|pre|before|ambient|error|depth|size)_?", re.I)


@rule(
    "SCV410",
    severity="warning",
    cites=cites(
        "user_guide/background/counterfactual_prediction#applications",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
)
def normalized_expression_taken_as_corrected(query: Queried):
    if not query.call.name.startswith("get_normalized") or not query.lacks("transform_batch"):
        return
    if not query.accepts("transform_batch"):
        return
    covariates = _covariates_alone(query)
    if query.model.batch_key is None and not covariates:
        return
    batches = query.model.batches
    if batches is not None and batches.column.closed and len(batches.names) < 2:
        return
    names = [query.call.assigned]
    names += [
        stored.entry
        for stored in query.later(Stored)
        if stored.returned is not None and stored.returned.made is query
    ]
    for name in names:
        if not CLAIMS.search(name) or DENIES.search(name):
            continue
        if covariates:
            yield query.finding(
                query.call.name_span,
                f"{name!r} is not corrected for {covariates}: each cell is decoded with its own. "
                "Register the technical one as batch_key, then pass transform_batch.",
                because=query.model.registration,
            )
            return
        yield query.finding(
            query.call.name_span,
            f"{name!r} is not corrected for {query.model.batch_key!r}: without transform_batch "
            "each cell is decoded in its own batch, so batch effects stay. Pass transform_batch.",
            because=query.model.registration,
        )
        return


def _covariates_alone(query: Queried) -> str:
    """The covariates that are known for certain, where no batch was registered; "" for none."""
    known = query.model.registration
    if known is None or not known.certain or not known.value.lacks("batch_key"):
        return ""
    given = known.value.call.arguments.get("categorical_covariate_keys")
    if given is None or given.is_none:
        return ""
    names = [item.value for item in given.items if isinstance(item.value, str)]
    return listed(names, 2) if names and given.is_complete else "its covariates"
