"""Probabilities are held against numbers that no probability reaches.

SOLO's `predict` returns probabilities since 1.1.3 (before, logits), and so are `proba_de` and
`proba_m1` of differential expression. None of them, and no difference of two of them, is above 1:
`doublet - singlet > 1` calls no doublet, `proba_de > 95` finds no gene. Nothing fails.

Cut between 0 and 1; SOLO gives logits with `return_logits=True`.

    # bad: silent: no cell is ever found
    import scvi

    adata = scvi.data.synthetic_iid(n_batches=1)
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
    table = solo.predict()
    table["difference"] = table.doublet - table.singlet
    doublets = table[table.difference > 1]  # <- finding

    # bad: silent: no gene is ever found
    import scvi

    def genes(model):
        table = model.differential_expression(groupby="labels", mode="change")
        return table.query("proba_de > 95")  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    genes(vae)

    # good
    import scvi

    adata = scvi.data.synthetic_iid(n_batches=1)
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
    table = solo.predict(return_logits=True)
    table["difference"] = table.doublet - table.singlet
    doublets = table[table.difference > 1]
    likely = solo.predict()["doublet"] > 0.9
"""

from scvi_lint.rule import ResultHeld, cites, regex, rule

PROBABILITIES = {
    "predict": frozenset({"doublet", "singlet"}),
    "differential_expression": frozenset({"proba_de", "proba_not_de", "proba_m1", "proba_m2"}),
}
DIFFERENCE = regex(r"[^-]*\b(?:doublet|singlet)\b[^-]*-[^-]*\b(?:doublet|singlet)\b[^-]*")


@rule(
    "SCV919",
    severity="warning",
    cites=cites(
        "{symbol}",
        "user_guide/background/differential_expression#detecting-biologically-relevant-features",
    ),
)
def probability_beyond_one(read: ResultHeld):
    made = read.made
    columns = PROBABILITIES.get(made.call.name, frozenset())
    if not columns or not made.model.exact or not _is_beyond(read.sign, read.number):
        return
    of_solo = made.call.name == "predict"
    if of_solo and not (made.class_name == "SOLO" and _are_probabilities(read)):
        return
    written = read.written
    if written is None:
        known = read.column in columns
    else:
        text = "" if written.value_span is None else read.source(written.value_span)
        known = of_solo and written.column == read.column and bool(DIFFERENCE.fullmatch(text))
    if not known:
        return
    what = f"{read.column!r} is a difference of probabilities" if written else read.column
    what = what if written else f"{what!r} is a probability"
    since = " (before 1.1.3 SOLO returned logits)" if of_solo else ""
    yield read.finding(
        read.item,
        f"{what}: it is never above 1{since}. Nothing is found by {read.sign} {read.number:g}. Cut "
        "between 0 and 1.",
        because=made.reason("computed here"),
        cause=made.span,
        dated=of_solo,
    )


def _is_beyond(sign: str, number: float) -> bool:
    return number > 1 or (number == 1 and sign == ">")


def _are_probabilities(read: ResultHeld) -> bool:
    made = read.made
    given = made.argument("return_logits")
    if not made.accepts("return_logits"):
        return False  # before 1.1.3 they were logits
    return made.lacks("return_logits") or (given is not None and given.is_literal(False))
