"""A table of results is sorted, filtered or renamed, and what comes back is dropped.

Methods of pandas give a new table and leave the old one as it is. Standing alone as a statement
they do nothing: the first rows are those that came first, and genes that should be gone are there.

Assign what comes back: `table = table.sort_values("bayes_factor", ascending=False)`.

    # bad: silent: the table is in the order in which it came
    import scvi

    def markers(table):
        table.sort_values("bayes_factor", ascending=False)  # <- finding
        return table.head(20)

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    markers(model.differential_expression(groupby="labels", mode="change"))

    # bad: silent: all genes are in the file
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    table.query("proba_de > 0.95 and non_zeros_proportion1 > 0.1")  # <- finding
    table.to_csv("hits.csv")

    # bad: silent: the genes are where they were
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression(library_size=1e4, n_samples=2)
    for gene in ["gene_0", "gene_1"]:
        expression.drop(columns=gene)  # <- finding
    means = np.asarray(expression).mean(axis=0)

    # bad: silent: the rows are still called by genes
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    parts = {}
    for kind in ("label_0", "label_1"):
        parts[kind] = model.differential_expression(groupby="labels", group1=kind, mode="change")
        parts[kind].reset_index()  # <- finding
    genes = [list(part.columns) for part in parts.values()]

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    table.sort_values("bayes_factor", ascending=False, inplace=True)
    first = table.reset_index().head(20)
    print(table.sort_values("proba_de").tail())
"""

from scvi_lint.rule import Called, bind, cites, rule


@rule(
    "SCV463",
    severity="warning",
    presets=(),
    cites=cites(
        "user_guide/use_case/downstream_analysis_tasks", "user_guide/models/scvi#preliminaries"
    ),
)
def result_dropped(called: Called):
    call = called.call
    if not call.discarded or not call.function.startswith("pandas.DataFrame."):
        return
    if _is_shown(called):
        return
    name, fix = called.source(call.function_span).rpartition(".")[0], None
    plain = bool(name) and not any(sign in name for sign in "( \n")
    if plain:
        fix = bind(called, name, f"Assign it to {name}", safe=False)
    yield called.finding(
        call.name_span,
        f"{call.name} changes nothing here: it gives a new table, which is dropped. Assign what "
        "comes back" + (f" to {name}." if plain else "."),
        fixes=[fix],
    )


def _is_shown(called: Called) -> bool:
    """Whether it is the last expression of a notebook's cell, whose value is shown."""
    whole = called.call.statement
    if whole is None or called.span.path.endswith(".py"):
        return False
    behind = called.source(whole._replace(start=whole.end, end=whole.end + 400))
    return not any(part.strip() and part.strip()[0] != "#" for part in behind.splitlines())
