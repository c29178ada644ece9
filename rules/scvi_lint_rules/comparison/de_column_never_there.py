"""A program waits for a column that its table of differential expression never has.

`if "lfc_mean" in de.columns:` skips what follows, without a word, where the column is not there.
With `mode="vanilla"`, the default of most models, it never is: the volcano plot, the list of top
genes or the filter silently do not happen.

Ask for `mode="change"`, or read what the table has.

    # bad: silent: the genes are never filtered
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels")  # <- finding
    if "is_de_fdr_0.05" in de.columns:
        de = de[de["is_de_fdr_0.05"]]

    # bad: silent: there is no plot
    import pandas as pd
    import scvi

    def compare(model, groups):
        found = []
        for group in groups:
            one = model.differential_expression(groupby="labels", group1=group)  # <- finding
            one["group"] = group
            found.append(one)
        return pd.concat(found)

    def volcano(table, axes=None):
        if "lfc_mean" not in table:
            return
        print(table["lfc_mean"])

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    volcano(compare(model, ["label_0", "label_1"]))

    # good: tables without the column are looked at, too
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels")
    if "proba_de" in de.columns:
        genes = de[de["proba_de"] > 0.95]
    else:
        genes = de[de["bayes_factor"] > 3]

    # good: this helper is given both kinds of tables
    import scvi

    def top(table):
        if "lfc_mean" in table.columns:
            table = table.sort_values("lfc_mean")
        return table.head(10)

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    top(model.differential_expression(groupby="labels"))
    top(model.differential_expression(groupby="labels", mode="change"))
"""

from scvi_lint.rule import ColumnAsked, ResultWritten, add_argument, cites, rule

ONLY_IN_CHANGE = ("lfc_", "proba_de", "proba_not_de", "is_de_fdr_", "pseudocounts")


@rule(
    "SCV613",
    severity="warning",
    cites=cites(
        "user_guide/background/differential_expression#detecting-biologically-relevant-features",
        "user_guide/models/scvi#differential-expression",
    ),
)
def de_column_never_there(asked: ColumnAsked):
    made = asked.made
    if not asked.column.startswith(ONLY_IN_CHANGE) or not _is_vanilla(asked):
        return
    for other in (*asked.earlier(ColumnAsked), *asked.later(ColumnAsked)):
        same_class = other.made.class_name == made.class_name
        if other.span == asked.span and same_class and not _is_vanilla(other):
            return
    for written in asked.earlier(ResultWritten):
        if written.made is made and written.column in (asked.column, ""):
            return
    yield asked.finding(
        made.call.name_span,
        f"Below, the program waits for {asked.column!r}, which this table never has: "
        f"{made.class_name} computes mode='vanilla'. What depends on it never happens.",
        because=(made.reason("compared here"), asked.reason("asked for here")),
        certain=asked.alone and made.model.exact,
        cause=made.span,
        fixes=[add_argument(made, 'mode="change"', 'Pass mode="change" (another test)', safe=False)]
        if made.argument("mode") is None
        else [],
    )


def _is_vanilla(asked: ColumnAsked) -> bool:
    made = asked.made
    mode = made.argument("mode")
    if mode is not None:
        return mode.literal == "vanilla"
    return made.call.lacks("mode") and made.default_of("mode") == "'vanilla'"
