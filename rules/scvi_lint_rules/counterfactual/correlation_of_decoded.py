"""Genes are correlated by the expression that a model decoded.

All decoded values of a cell are computed from the same few latent dimensions, without the noise
of each gene. So genes go together, or against each other, by construction: correlations near 1 and
-1 are the rule, and their p-values mean nothing.

Correlate the log-normalised counts, better sums over groups of cells. `SCVI` has
`get_feature_correlation_matrix`, which puts the noise of measuring back.

    # bad: silent: decoded genes correlate by construction
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression()
    together = expression.corr()  # <- finding

    # bad: silent: decoded genes correlate by construction
    import scvi
    from scipy.stats import spearmanr

    def coexpressed(table, first, second):
        return spearmanr(table[first], table[second])  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    coexpressed(model.get_normalized_expression(n_samples=25), *adata.var_names[:2])

    # bad: silent: decoded genes correlate by construction
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["denoised"] = model.get_normalized_expression(return_numpy=True)
    modules = np.corrcoef(adata.layers["denoised"].T)  # <- finding

    # good: counts, and the model's own samples
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    observed = np.corrcoef(adata.X.T)
    sampled = model.get_feature_correlation_matrix(n_samples=2)

    # good: how well the model describes what was measured
    import scvi
    from scipy.stats import pearsonr

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    decoded = model.get_normalized_expression(library_size="latent")
    measured = adata.to_df()
    gene = adata.var_names[0]
    pearsonr(decoded[gene], measured[gene])
"""

from collections.abc import Iterator

from scvi_lint.rule import (
    DENOISED,
    Argument,
    Called,
    Matrix,
    Queried,
    Remark,
    ResultUsed,
    Table,
    cites,
    rule,
)

OF_TABLES = (".corr", ".cov", ".corrwith")


@rule(
    "SCV427",
    severity="warning",
    cites=cites(
        "scvi.model.SCVI.get_feature_correlation_matrix",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
)
def correlation_of_decoded(query: Queried) -> Iterator[Remark]:
    if not query.call.name.startswith("get_normalized"):
        return
    for used in query.later(ResultUsed, Called):
        if isinstance(used, ResultUsed):
            of_table = used.how in OF_TABLES and used.made is query
        else:
            of_table = used.correlates and _all_decoded(used, query)
        if of_table and used.call is not None:
            yield used.finding(
                used.call.name_span,
                f"{query.class_name} decodes all genes from the same few latent dimensions: they "
                f"go together by construction, and {used.call.name} shows that. Correlate "
                "log-normalised counts.",
                because=query.reason("decoded here"),
            )


def _all_decoded(called: Called, query: Queried) -> bool:
    """Whether all that is correlated was decoded by this model, the first part by this query."""
    places = [one for one in called.call.arguments.values() if one.positional or one.name in "xy"]
    return bool(places) and all(_decoded(one, query) for one in places)


def _decoded(argument: Argument, query: Queried) -> bool:
    content = argument.content
    if isinstance(content, Table):
        return content.made is query
    if not isinstance(content, Matrix):
        return False
    return content.root == ("model", query.model.id) and content.scale == DENOISED
