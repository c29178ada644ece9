"""Two single posterior draws are compared as if their difference were the change.

By default `get_normalized_expression` draws each cell's latent state once. Two calls draw anew,
so they differ even when nothing else does; a difference between two batches then holds the noise
of both draws.

Average over draws (`n_samples=25` or so, the mean is returned), or set the seed before each call.

    # bad: silent: the difference holds the noise of two draws
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    as_zero = model.get_normalized_expression(transform_batch="batch_0")
    as_one = model.get_normalized_expression(transform_batch="batch_1")  # <- finding
    change = as_one - as_zero

    # bad: silent: the ratio holds the noise of two draws
    import numpy as np
    import scvi

    def fold_change(model, target):
        before = model.get_normalized_expression()
        after = model.get_normalized_expression(transform_batch=target)  # <- finding
        return np.log2(after / before)

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    fold_change(model, "batch_1")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    as_zero = model.get_normalized_expression(transform_batch="batch_0", n_samples=25)
    as_one = model.get_normalized_expression(transform_batch="batch_1", n_samples=25)
    change = as_one - as_zero

    # good: the two are not compared
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    as_zero = model.get_normalized_expression(transform_batch="batch_0")
    as_one = model.get_normalized_expression(transform_batch="batch_1")
"""

import re

from scvi_lint.rule import Queried, SettingChanged, cites, regex, rule


@rule(
    "SCV422",
    severity="info",
    cites=cites(
        "user_guide/background/counterfactual_prediction#applications",
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
)
def normalized_expression_stochastic(query: Queried):
    if not _draws_once(query):
        return
    for other in query.earlier(Queried):
        if other.model.id != query.model.id or not _draws_once(other):
            continue
        if other.span == query.span or _seeded_between(other, query):
            continue
        if not _compared(query, other):
            continue
        yield query.finding(
            query.call.name_span,
            f"{other.call.assigned} and {query.call.assigned} sample the model once each, so part "
            "of their difference is noise, new in each run. Average: n_samples=25 in both.",
            because=other.reason("drawn here"),
        )
        return


def _draws_once(query: Queried) -> bool:
    draws = query.argument("n_samples")
    once = query.lacks("n_samples") or (draws is not None and draws.literal == 1)
    named = query.call.name == "get_normalized_expression" and query.call.assigned != ""
    return named and once and query.accepts("n_samples") is True


def _seeded_between(other: Queried, query: Queried) -> bool:
    return any(
        event.path.endswith("seed") and event.index < query.index
        for event in other.later(SettingChanged)
    )


def _compared(query: Queried, other: Queried) -> bool:
    """Whether the program writes one minus, or over, the other."""
    a, b = re.escape(query.call.assigned), re.escape(other.call.assigned)
    tail = r"(?:\.\w+(?:\([^()\n]*\))?)*"
    compares = regex(rf"\b{a}\b{tail}\s*[-/]\s*{b}\b|\b{b}\b{tail}\s*[-/]\s*{a}\b")
    return any(query.program.find(query.span.path, compares))
