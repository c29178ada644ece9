"""Genes are ranked by their fold change, and nothing asks whether there is evidence for it.

The largest fold changes of a table belong to genes that are hardly measured: two zeros that the
model decodes to 1e-7 and 1e-5 differ a hundredfold. Over all comparisons of a table at once they
fill its head. `lfc_mean` says how large a change is; whether there is one say `proba_de`,
`bayes_factor` and `is_de_fdr_0.05`, and whether the gene was seen at all `non_zeros_proportion1`.

Filter by one of these first, then sort.

    # bad: silent: genes that nobody measured come first
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = table.sort_values("lfc_mean", ascending=False).head(50)  # <- finding

    # bad: silent: genes that nobody measured come first
    import scvi

    def markers(table, number):
        return table.nlargest(number, "lfc_median").index  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    markers(model.differential_expression(groupby="labels", mode="change"), 30)

    # bad: silent: genes that were hardly measured come first, of each group
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    first = table.groupby("group1").apply(
        lambda rows: rows.nlargest(10, "lfc_mean")  # <- finding
    )

    # bad: silent: genes that were hardly measured come first
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = {}
    for kind in adata.obs["labels"].unique():
        rows = table[table["comparison"] == f"{kind} vs Rest"]
        markers[kind] = rows.sort_values("lfc_mean", ascending=False).index[:5]  # <- finding

    # bad: silent: genes that were hardly measured come first
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    table["size"] = table["lfc_mean"].abs()
    largest = table.sort_values("size", ascending=False).head(30)  # <- finding

    # good: the evidence is asked for
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    likely = table[(table["proba_de"] > 0.95) & (table["non_zeros_proportion1"] > 0.1)]
    markers = likely.sort_values("lfc_mean", ascending=False).head(50)

    # good: the counts of these genes are drawn
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    first = table.sort_values("lfc_mean", ascending=False).head(5).index
    logged = adata.copy()
    sc.pp.normalize_total(logged)
    sc.pp.log1p(logged)
    sc.pl.dotplot(logged, list(first), groupby="labels")

    # good: only looked at, and filtered later
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    table.sort_values("lfc_mean", ascending=False).head()
    table.to_csv("all.csv")
"""

from collections.abc import Iterator

from scvi_lint.rule import (
    Called,
    Compared,
    Fix,
    Remark,
    ResultRead,
    ResultUsed,
    ResultWritten,
    cites,
    insert_above,
    receiver_of,
    regex,
    rule,
)

SIZES = ("lfc_mean", "lfc_median", "lfc_max", "effect_size", "est_effect")
EVIDENCE = ("bayes_factor", "proba_", "is_de_", "non_zeros", "raw_", "scale1", "scale2")
# Plots of the counts of genes, by group.
SHOWS = frozenset("dotplot violin stacked_violin matrixplot heatmap tracksplot".split())
# What goes through the columns one by one may look at any of them.
LOOKS_AT_ALL = frozenset(".filter .apply .iterrows .itertuples .merge .join .agg .eval".split())


@rule(
    "SCV614",
    severity="info",
    cites=cites(
        "user_guide/background/differential_expression#detecting-biologically-relevant-features",
        "user_guide/background/differential_expression",
    ),
)
def ranked_by_fold_change_alone(compared: Compared) -> Iterator[Remark]:
    ranked: ResultUsed | None = None
    cut: ResultUsed | None = None
    for event in compared.later(ResultRead, ResultUsed):
        if event.made is not compared:
            continue
        if isinstance(event, ResultRead):
            if event.column.startswith(EVIDENCE):
                return
        elif event.how in LOOKS_AT_ALL and not _is_spelled_out(event):
            return
        elif event.how == ".sort_values":
            ranked = event
        elif cut is None and event.how in (".head", ".tail", "[:n]", ".nlargest", ".nsmallest"):
            by = event if event.how in (".nlargest", ".nsmallest") else ranked
            shown = event.call is not None and event.call.discarded
            if by is not None and not shown and _sizes(by):
                ranked, cut = by, event
    if cut is None or ranked is None or not compared.model.exact or _are_drawn(cut):
        return
    by = ranked.argument("by") or ranked.argument("columns")
    if by is None:
        return
    yield cut.finding(
        by,
        f"{by.items[0].value} says how large a change is, not whether there is one: genes that "
        "were hardly measured come first. Filter by proba_de, is_de_fdr_… or bayes_factor before.",
        because=compared.reason("compared here"),
        cause=compared.span,
        fixes=[_filter_first(ranked, compared)],
    )


def _filter_first(ranked: ResultUsed, compared: Compared) -> Fix | None:
    """A line above the ranking that keeps the genes with evidence."""
    table = receiver_of(ranked)
    target = compared.argument("fdr_target")
    rate = compared.default_of("fdr_target") if target is None else repr(target.literal)
    if table is None or rate is None or not regex(r"0\.\d+").fullmatch(rate):
        return None
    if not compared.call.lacks("mode") and compared.argument("mode") is None:
        return None
    kept = f'{table} = {table}[{table}["is_de_fdr_{rate}"]]'
    return insert_above(ranked, [kept], "Keep genes with evidence")


def _are_drawn(cut: ResultUsed) -> bool:
    """Whether what was measured of genes is drawn afterwards, where few cells with counts show."""
    return any(
        drawn.call.name in SHOWS and drawn.call.function.startswith("scanpy.pl.")
        for drawn in cut.later(Called)
    )


def _sizes(ranked: ResultUsed) -> bool:
    """Whether rows are sorted by the size of the change, first of all."""
    by = ranked.argument("by") or ranked.argument("columns")
    first = by.items[0].value if by is not None and by.items else None
    if first in SIZES:
        return True
    return any(
        written.made is ranked.made and written.column == first and _is_of_a_size(written)
        for written in ranked.earlier(ResultWritten)
    )


def _is_of_a_size(written: ResultWritten) -> bool:
    """`de["size"] = de["lfc_mean"].abs()`"""
    place = written.value_span
    return place is not None and any(
        read.made is written.made
        and read.column in SIZES
        and place.start <= read.span.start < place.end
        for read in written.earlier(ResultRead)
    )


def _is_spelled_out(used: ResultUsed) -> bool:
    """`apply(lambda rows: …)`: what it looks at is seen."""
    given = [] if used.call is None else list(used.call.arguments.values())
    return used.how == ".apply" and len(given) == 1 and used.source(given[0].span)[:6] == "lambda"
