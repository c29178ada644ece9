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

    # bad: silent: the difference holds the noise of two draws
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    decoded = {}
    for target in ["batch_0", "batch_1"]:
        decoded[target] = model.get_normalized_expression(transform_batch=target)  # <- finding
    change = decoded["batch_1"].sub(decoded["batch_0"])

    # bad: silent: the ratio holds the noise of two draws
    import numpy as np
    import scvi

    def decode(model, target):
        return model.get_normalized_expression(transform_batch=target)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    fold = np.divide(decode(model, "batch_1"), decode(model, "batch_0"))

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

from scvi_lint.rule import (
    Fix,
    Matrix,
    Queried,
    SettingChanged,
    Span,
    Summary,
    Table,
    Together,
    add_argument,
    cites,
    query_of,
    regex,
    replace,
    rule,
)


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
        if _seeded_between(other, query):
            continue
        if not _held_together(query, other) and not _compared(query, other):
            continue
        names = (other.call.assigned, query.call.assigned)
        both = " and ".join(names) if all(names) and names[0] != names[1] else "The two"
        yield query.finding(
            query.call.name_span,
            f"{both} sample the model once each, so part "
            "of their difference is noise, new in each run. Average: n_samples=25 in both.",
            because=other.reason("drawn here"),
            fixes=[_average(other, query)],
        )
        return


def _average(*queries: Queried) -> Fix | None:
    """Both calls with more samples."""
    title = "Average 25 samples in both"
    edits: list[tuple[Span, str]] = []
    for query in queries:
        given = query.argument("n_samples")
        fix = (
            add_argument(query, "n_samples=25", title, safe=False)
            if given is None
            else replace(given, "25", title, safe=False)
        )
        if fix is None:
            return None
        edits += fix.edits
    return Fix(title, *dict.fromkeys(edits), safe=False)


def _draws_once(query: Queried) -> bool:
    draws = query.argument("n_samples")
    once = query.lacks("n_samples") or (draws is not None and draws.literal == 1)
    decodes = query.call.name == "get_normalized_expression"
    return decodes and once and query.accepts("n_samples") is True


def _seeded_between(other: Queried, query: Queried) -> bool:
    return any(
        event.path.endswith("seed") and event.index < query.index
        for event in other.later(SettingChanged)
    )


def _held_together(query: Queried, other: Queried) -> bool:
    """Whether one is subtracted from the other, or divided by it, cell by cell."""
    for both in query.later(Together):
        if both.other:
            continue
        sides = [_made(one) for one in (both.left, both.right)]
        if None not in sides and query in sides and other in sides:
            return True
    return False


def _made(side: Matrix | Table | Summary) -> Queried | None:
    """The query that decoded one side: itself, a layer that holds it, means of it."""
    content = side.of if isinstance(side, Summary) else side
    return query_of(content.decoded if isinstance(content, Matrix) else content)


def _compared(query: Queried, other: Queried) -> bool:
    """Whether the program writes one minus, or over, the other."""
    if not query.call.assigned or not other.call.assigned or query.span == other.span:
        return False
    a, b = re.escape(query.call.assigned), re.escape(other.call.assigned)
    tail = r"(?:\.\w+(?:\([^()\n]*\))?)*"
    compares = regex(rf"\b{a}\b{tail}\s*[-/]\s*{b}\b|\b{b}\b{tail}\s*[-/]\s*{a}\b")
    return any(query.program.find(query.span.path, compares))
