"""Probabilities of SOLO are cut at zero.

Up to 1.1.2 `predict` returned logits, for which zero is the border between doublet and singlet.
Since then it returns probabilities, all of them above zero: cut there, every cell is a doublet, and
with them the whole data is gone.

Cut at 0.5, or ask for `return_logits=True`.

    # bad: silent: every cell is called a doublet
    import scvi

    adata = scvi.data.synthetic_iid(n_batches=1)
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
    scores = solo.predict()
    adata.obs["is_doublet"] = (scores["doublet"] > 0).values  # <- finding

    # bad: silent: every cell is called a doublet
    from scvi.data import synthetic_iid
    from scvi.external import SOLO
    from scvi.model import SCVI

    def doublets(solo):
        return solo.predict(soft=True).doublet > 0.0  # <- finding

    data = synthetic_iid(n_batches=1)
    SCVI.setup_anndata(data)
    model = SCVI(data)
    model.train(max_epochs=1)
    caller = SOLO.from_scvi_model(model)
    caller.train(max_epochs=1)
    print(doublets(caller).sum())

    # bad: silent: every cell is called a doublet
    import scvi

    adata = scvi.data.synthetic_iid(n_batches=1)
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
    table = solo.predict()
    table["score"] = table["doublet"]
    table["prediction"] = table["score"] > 0  # <- finding

    # good: a difference is above zero where doublet is the likelier one
    import scvi

    adata = scvi.data.synthetic_iid(n_batches=1)
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
    table = solo.predict()
    table["dif"] = table["doublet"] - table["singlet"]
    table["prediction"] = table["dif"] > 0

    # good
    import scvi

    adata = scvi.data.synthetic_iid(n_batches=1)
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
    likely = solo.predict()["doublet"] > 0.5
    by_logit = solo.predict(return_logits=True)["doublet"] > 0
"""

from scvi_lint.rule import ResultHeld, cites, regex, rule

# `scores["doublet"]`, `scores.doublet.values`
COPY = regex(
    r"\w+(?:\[['\"]|\.)(doublet|singlet)\b(?:['\"]\])?(?:\.(?:values|copy\(\)|to_numpy\(\)))?"
)


@rule(
    "SCV914",
    severity="warning",
    versions=">=1.1.3",
    cites=cites("user_guide/models/solo#classifier-training", "user_guide/models/solo"),
)
def solo_logits_threshold(read: ResultHeld):
    made = read.made
    if read.model.class_name != "SOLO" or made.call.name != "predict":
        return
    column = _probability(read)
    if not column or read.number or read.sign not in (">", ">="):
        return
    if not made.lacks("return_logits"):
        given = made.argument("return_logits")
        if given is None or not given.is_literal(False):
            return
    yield read.finding(
        read.item,
        "predict returns probabilities since 1.1.3, and all of them are above 0: every cell is "
        f"called a {column}. Cut at 0.5, or pass return_logits=True.",
        because=made.reason("predicted here"),
        cause=made.span,
        dated=True,
    )


def _probability(read: ResultHeld) -> str:
    """Which probability the column is, also as a copy under another name; "" if it is none."""
    written = read.written
    if written is None:
        return read.column if read.column in ("doublet", "singlet") else ""
    text = "" if written.value_span is None else read.source(written.value_span)
    found = COPY.fullmatch(text) if written.column == read.column else None
    return found[1] if found else ""
