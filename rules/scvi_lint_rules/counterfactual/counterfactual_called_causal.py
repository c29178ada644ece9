"""A counterfactual decoding is called a causal effect.

Decoding control cells with `transform_batch="treated"` answers a question about the *model*: how
it believes that the two groups differ for cells like these. It becomes an effect of the treatment
only under assumptions that the model cannot check – no confounding between the groups, and enough
similar cells in both. The guide therefore speaks of counterfactual *prediction*.

Call it a prediction, and say which cells support it.

    # bad: silent: the words promise more than the model can give
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    as_is = model.get_normalized_expression(n_samples=25)
    as_treated = model.get_normalized_expression(transform_batch="batch_1", n_samples=25)
    causal_effect = as_treated - as_is  # <- finding

    # bad: silent: the words promise more than the model can give
    import matplotlib.pyplot as plt
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    changed = model.get_normalized_expression(transform_batch="batch_1", n_samples=25)
    plt.hist(changed.mean())
    plt.title("Average treatment effect per gene")  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    as_is = model.get_normalized_expression(n_samples=25)
    as_treated = model.get_normalized_expression(transform_batch="batch_1", n_samples=25)
    predicted_change = as_treated - as_is  # a model's prediction, not a causal effect

    # good: no counterfactual is asked for
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    causal_effect = model.get_normalized_expression()
"""

import re

from scvi_lint.rule import ProgramEnd, Queried, cites, regex, rule

CLAIM = regex(
    r"causal(?:ly)?[\s_-]+(?:effects?|impact|influence|response|estimates?)"
    r"|causal(?:Effect|Impact)"
    r"|(?:average|individual|conditional)[\s_-]+treatment[\s_-]+effects?"
    r"|treatment_effects?",
    re.I,
)
DENIED = regex(r"\b(?:not|no|never|cannot|isn't|aren't|without)\b", re.I)


@rule(
    "SCV407",
    severity="info",
    cites=cites("user_guide/background/counterfactual_prediction"),
    per="file",
)
def counterfactual_called_causal(end: ProgramEnd):
    asked = next(
        (query for query in end.earlier(Queried) if query.given("transform_batch") is not None),
        None,
    )
    if asked is None or not end.program.spells("causal", "treatment"):
        return
    for place, line in end.program.find(end.span.path, CLAIM):
        if DENIED.search(line):
            continue
        yield end.finding(
            place,
            f"{end.source(place)!r} is what the model predicts for another batch, not a measured "
            "effect: donors, lanes, composition may differ, too. Report it as a prediction.",
            because=asked.reason("decoded as if from another batch here"),
        )
