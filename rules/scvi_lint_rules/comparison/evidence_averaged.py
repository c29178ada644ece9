"""Evidence is averaged over comparisons.

`differential_expression(groupby=…)` compares each group with all others. A probability of one
comparison and that of the next are about different cells; their mean is the probability of nothing,
and a mean of log fold changes over all groups is near zero by construction, since what is high
in one group is low in its rests.

Rank within each comparison, and say in how many of them a gene passes (`is_de_fdr_0.05`).

    # bad: silent: the mean is no probability
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    table["gene"] = table.index
    mean = table.groupby("gene")["proba_de"].mean()  # <- finding

    # bad: silent: high in one group is low in the others
    import scvi

    def over_all(table):
        return table.groupby(level=0)["lfc_mean"].mean().nlargest(20)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    over_all(model.differential_expression(groupby="labels", mode="change"))

    # bad: silent: the mean is no evidence
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    factors = table.groupby(table.index)["bayes_factor"].median()  # <- finding

    # bad: silent: the mean is no evidence
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels", mode="change")
    by_gene = de.reset_index().groupby("index").bayes_factor.mean().sort_values()  # <- finding

    # good: in how many comparisons, and what a group is like
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    often = table.groupby(level=0)["is_de_fdr_0.05"].sum()
    shift = table.groupby("group1")["lfc_mean"].mean()
    depth = table.groupby(level=0)["raw_mean1"].mean()
    one = model.differential_expression(
        groupby="labels", group1="label_0", group2="label_1", mode="change"
    )
    one["lfc_mean"].mean()
"""

from scvi_lint.rule import Compared, ResultUsed, cites, rule

EVIDENCE = ("proba_de", "proba_not_de", "proba_m1", "proba_m2", "bayes_factor")
SIZES = ("lfc_mean", "lfc_median")
OF_GROUPS = ("group1", "group2", "comparison")


@rule(
    "SCV699",
    severity="info",
    presets=(),
    cites=cites(
        "user_guide/background/differential_expression#detecting-biologically-relevant-features",
        "user_guide/background/differential_expression",
    ),
)
def evidence_averaged(compared: Compared):
    if not compared.lacks("group1") or compared.given("groupby") is None:
        return
    grouped: ResultUsed | None = None
    for used in compared.later(ResultUsed):
        if used.made is not compared:
            continue
        if used.how == ".groupby":
            grouped = used
            continue
        column = used.returned.column
        if used.how not in (".mean", ".median") or column not in (*EVIDENCE, *SIZES):
            continue
        if grouped is None or used.call is None or not _is_over_groups(grouped):
            continue
        what = (
            f"{column} is near zero over all groups by construction"
            if column in SIZES
            else f"The {used.how[1:]} of {column} over comparisons is the evidence of none"
        )
        yield used.finding(
            used.call.name_span,
            f"{what}: each compares other cells. Rank within each comparison, and count in how "
            "many a gene passes.",
            because=compared.reason("compared here"),
        )


def _is_over_groups(grouped: ResultUsed) -> bool:
    """Whether rows of several comparisons come into one group: those of one gene."""
    given = [] if grouped.call is None else list(grouped.call.arguments.values())
    names = [str(item.value) for one in given for item in one.items]
    return not any(name in OF_GROUPS for name in names)
