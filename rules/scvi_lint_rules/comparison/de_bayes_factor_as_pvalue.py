"""Bayes factors or probabilities of a difference are read like p-values.

A Bayes factor is evidence *for* a difference, `proba_de` its probability: the higher, the more.
Genes below 0.05 are those for which there is no evidence, or evidence against, and so are the
first ones of a table that is sorted upwards. scvi-tools reports no p-values at all: corrections for
multiple testing have nothing to work on.

Keep the high ones (`bayes_factor > 3`, `proba_de > 0.95`), or use `is_de_fdr_0.05` of
`mode="change"`.

    # bad: silent: keeps the genes without evidence
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = table[table["bayes_factor"] < 0.05]  # <- finding

    # bad: silent: keeps the genes without evidence
    import scvi

    def significant(table, alpha):
        return table[(table.bayes_factor <= 0.01) & (table.lfc_mean > alpha)]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    significant(vae.differential_expression(groupby="labels", mode="change"), 1)

    # bad: silent: keeps the genes without evidence
    import scvi

    ALPHA = 0.05
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = table.query("proba_de < @ALPHA and lfc_mean > 1")  # <- finding

    # bad: silent: the first ones have the least evidence
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = table.sort_values("bayes_factor").head(20)  # <- finding

    # bad: silent: keeps the genes without evidence
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = table.loc[table["proba_de"].lt(0.05)]  # <- finding

    # bad: silent: the genes with most evidence are at the bottom of the plot
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    volcano = model.differential_expression(groupby="labels", mode="change")
    volcano["height"] = -np.log10(volcano["proba_de"] + 1e-9)  # <- finding

    # bad: silent: what is adjusted are no p-values (not run: needs statsmodels)
    import scvi
    from statsmodels.stats.multitest import multipletests

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    passes, adjusted, _, _ = multipletests(table["proba_not_de"], method="fdr_bh")  # <- finding

    # bad: silent: keeps the genes without evidence, under another name
    import scvi

    def significant(table):
        return table.loc[lambda rows: rows["p"] < 0.05]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = table.rename(columns={"proba_de": "p"}).pipe(significant)

    # bad: silent: keeps the genes without evidence
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    table["padj"] = table["proba_de"]
    markers = table[table["padj"] < 0.05].index  # <- finding

    # bad: silent: keeps the genes without evidence
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    genes = [gene for gene, row in table.iterrows() if row["proba_de"] < 0.05]  # <- finding

    # bad: silent: the first ones have the least evidence
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    best = table.sort_values(["proba_de", "lfc_mean"]).index[:20]  # <- finding

    # bad: silent: keeps the genes that the first group has less of
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", group1="label_0", mode="vanilla")
    significant = table[table["proba_m1"] < 0.05]  # <- finding

    # good: both sides
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", group1="label_0", mode="vanilla")
    more = table[table["proba_m1"] > 0.95]
    changed = table[(table["proba_m1"] < 0.05) | (table["proba_m1"] > 0.95)]

    # good: these are the ones that are wanted
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    unchanged = table[table["proba_de"] < 0.05]
    evident = table[~(table["proba_de"] < 0.05)]

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = table[table["bayes_factor"] > 3]
    others = table[table["bayes_factor"] < 0]
    unclear = table[table["bayes_factor"] < 2.3]
    likely = table[table["proba_not_de"] < 0.05]
    first = table.sort_values("bayes_factor", ascending=False).head(20)
    last = table.sort_values("bayes_factor").tail(20)
    table.sort_values("proba_not_de").head(20)
"""

from collections.abc import Iterator

from scvi_lint.rule import (
    Called,
    Compared,
    Remark,
    ResultHeld,
    ResultRead,
    ResultUsed,
    Table,
    cites,
    regex,
    rule,
)

LARGEST_P_VALUE = 0.1
# Columns that grow with the evidence, and a usual cut.
EVIDENCE = {"bayes_factor": 3, "proba_de": 0.95}
OF_TABLES = ("bayes_factor", "proba_")
# What a program calls the genes that do not differ.
WITHOUT = regex(
    r"(?i)unchanged|stable|constant|invariant|no_?change|no_?diff|non?_?(?:de|sig)|null"
)
OTHER_SIDE = regex(r"(?i)down|lower|less|second|other|group_?2|neg|minus")
ADJUST = frozenset("multipletests fdrcorrection false_discovery_control multicomp".split())


@rule(
    "SCV609",
    severity="warning",
    cites=cites(
        "user_guide/background/differential_expression#detecting-biologically-relevant-features",
        "user_guide/background/differential_expression",
    ),
)
def de_bayes_factor_as_pvalue(compared: Compared) -> Iterator[Remark]:
    sorted_by: ResultUsed | None = None
    for event in compared.later(ResultHeld, ResultUsed, Called):
        if isinstance(event, Called):
            yield from _adjusted(event, compared)
        elif event.made is not compared:
            continue
        elif isinstance(event, ResultHeld):
            yield from _cut(event)
        elif event.how == "numpy.log10":
            yield from _drawn(event)
        else:
            yield from _first_ones(event, sorted_by)
            sorted_by = event if event.how == ".sort_values" else sorted_by


def _cut(held: ResultHeld) -> Iterator[Remark]:
    column = _column(held)
    if column == "proba_m1":
        yield from _one_side(held)
        return
    if column not in EVIDENCE or not 0 < held.number <= LARGEST_P_VALUE:
        return
    if held.sign.startswith("<") == _is_turned(held) or _asks_for_the_others(held):
        return
    yield held.finding(
        held.item,
        f"{column} is no p-value: large means evidence. You keep the genes without evidence, "
        f"below {held.number:g}. Keep those above {EVIDENCE[column]}, or use is_de_fdr_0.05.",
        cause=held.made.span,
    )


def _one_side(held: ResultHeld) -> Iterator[Remark]:
    """`de["proba_m1"] < 0.05` where the genes of the other group are not what is asked for."""
    if not (held.sign.startswith("<") and 0 < held.number <= LARGEST_P_VALUE) or _is_turned(held):
        return
    asked = (*held.earlier(ResultHeld), *held.later(ResultHeld))
    both = any(o.made is held.made and o.column == "proba_m1" and o.number > 0.5 for o in asked)
    text = "" if held.statement is None else held.source(held.statement)
    if both or _asks_for_the_others(held) or OTHER_SIDE.search(text.partition("=")[0]):
        return
    yield held.finding(
        held.item,
        "proba_m1 is no p-value: it tells how likely the first group has more. Below "
        f"{held.number:g} you keep the genes that it has less of. Cut bayes_factor on both sides.",
        cause=held.made.span,
    )


def _column(held: ResultHeld) -> str:
    """The column of the table, also where the program keeps it under a name of its own."""
    written = held.written
    if written is None:
        return held.column
    for read in held.earlier(ResultRead):
        if read.made is held.made and read.span == written.value_span and not read.written:
            return read.column
    return ""


def _is_turned(held: ResultHeld) -> bool:
    """`~(de["proba_de"] >= 0.05)`."""
    before = held.span._replace(start=max(held.span.start - 2, 0), end=held.span.start)
    return held.source(before) == "~("


def _asks_for_the_others(held: ResultHeld) -> bool:
    """`unchanged = de[de["proba_de"] < 0.05]`."""
    name, equals, _ = ("" if held.statement is None else held.source(held.statement)).partition("=")
    return bool(equals) and WITHOUT.search(name) is not None


def _first_ones(used: ResultUsed, sorted_by: ResultUsed | None) -> Iterator[Remark]:
    """`sort_values("bayes_factor").head(20)`, `nsmallest(20, "proba_de")`."""
    ranked = used if used.how == ".nsmallest" else sorted_by
    if ranked is None or used.how not in (".nsmallest", ".head", "[:n]"):
        return
    by = ranked.argument("columns" if ranked is used else "by")
    first = next((item.value for item in by.items), None) if by is not None else None
    if by is None or first not in EVIDENCE or (used.call is not None and used.call.discarded):
        return
    up = ranked.argument("ascending")
    if ranked is not used and not (ranked.lacks("ascending") or (up and up.is_literal(True))):
        return
    yield used.finding(
        by,
        f"{first} is no p-value: large means evidence, and sorted upwards the first genes "
        "have the least. Sort with ascending=False.",
        because=used.made.reason("compared here"),
        cause=used.made.span,
    )


def _drawn(used: ResultUsed) -> Iterator[Remark]:
    """`-np.log10(de["proba_de"])`, the height in a volcano plot."""
    if used.returned.column == "proba_de" and used.closed:
        yield used.finding(
            used.span,
            "proba_de is no p-value: its -log10 is 0 for the genes with most evidence. Take "
            "proba_not_de (plus 1e-5 or so), or draw bayes_factor.",
            because=used.made.reason("compared here"),
        )


def _adjusted(called: Called, compared: Compared) -> Iterator[Remark]:
    if called.call.name not in ADJUST:
        return
    for argument in called.call.arguments.values():
        content = argument.content
        column = content.column if isinstance(content, Table) else None
        if column is None or not isinstance(content, Table):
            continue
        if content.made is compared and column.startswith(OF_TABLES):
            yield called.finding(
                argument,
                f"{column} is no p-value: scvi-tools computes none, and {called.call.name} on it "
                "means nothing. Use is_de_fdr_0.05 of mode='change', or cut bayes_factor.",
                because=compared.reason("compared here"),
            )
