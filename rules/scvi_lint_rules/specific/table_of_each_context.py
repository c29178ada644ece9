"""A table for each methylation context is taken for one table.

`METHYLVI.differential_methylation` and `get_normalized_methylation` without `context=` return a
dictionary: a table for each context, under its name. A dictionary has no columns and cannot be
sorted or written; asking it raises AttributeError or KeyError, after the training.

Take one context, `result["mCG"]`, or put the tables together: `pd.concat(result)`.

    # bad: raises AttributeError after training (not run: needs methylation data)
    import mudata
    import scvi

    mdata = mudata.read_h5mu("cells.h5mu")
    scvi.external.METHYLVI.setup_mudata(
        mdata, mc_layer="mc", cov_layer="cov", methylation_contexts=["mCG", "mCH"]
    )
    model = scvi.external.METHYLVI(mdata)
    model.train(max_epochs=1)
    found = model.differential_methylation(groupby="mCG:kind", group1="A", group2="B")
    top = found.sort_values("bayes_factor", ascending=False).head(20)  # <- finding

    # bad: raises AttributeError after training (not run: needs methylation data)
    import mudata
    import scvi

    def write(model, path):
        levels = model.get_normalized_methylation()
        levels.to_csv(path)  # <- finding

    mdata = mudata.read_h5mu("cells.h5mu")
    scvi.external.METHYLVI.setup_mudata(
        mdata, mc_layer="mc", cov_layer="cov", methylation_contexts=["mCG", "mCH"]
    )
    model = scvi.external.METHYLVI(mdata)
    model.train(max_epochs=1)
    write(model, "levels.csv")

    # good: (not run: needs methylation data)
    import mudata
    import scvi

    mdata = mudata.read_h5mu("cells.h5mu")
    scvi.external.METHYLVI.setup_mudata(
        mdata, mc_layer="mc", cov_layer="cov", methylation_contexts=["mCG", "mCH"]
    )
    model = scvi.external.METHYLVI(mdata)
    model.train(max_epochs=1)
    found = model.differential_methylation(groupby="mCG:kind", group1="A", group2="B")
    for context, table in found.items():
        table.sort_values("bayes_factor").to_csv(f"{context}.csv")
    model.get_normalized_methylation(context="mCG").to_csv("levels.csv")
"""

from scvi_lint.rule import ResultRead, cites, rule

METHODS = ("differential_methylation", "get_normalized_methylation")
OF_TABLES = frozenset(
    """sort_values head tail query loc iloc columns index values to_csv to_parquet groupby describe
    nlargest nsmallest filter dropna fillna rename reset_index set_index assign merge join mean sum
    iterrows apply T shape""".split()
)


@rule(
    "SCV923",
    severity="error",
    cites=cites("{symbol}", "user_guide/models/methylvi", "user_guide/models/scvi"),
)
def table_of_each_context(read: ResultRead):
    made = read.made
    if made.call.name not in METHODS or read.returned.part is not None or not read.as_attribute:
        return
    if read.column not in OF_TABLES or not made.exact or not made.lacks("context"):
        return
    if any(other.made is made and other.as_attribute for other in read.earlier(ResultRead)):
        return  # said where it fails first
    yield read.finding(
        read.item,
        f"{made.call.name} returns a dictionary with a table for each context: .{read.column} "
        "raises AttributeError. Take one of them, or pd.concat(…).",
        because=made.reason("returned here"),
        cause=made.span,
    )
