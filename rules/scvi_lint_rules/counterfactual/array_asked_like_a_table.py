"""A plain array is asked for a gene by name, or a table for rows and columns by number.

`return_numpy=True`, and several draws with `return_mean=False`, return an array: it has no names,
no `.loc`, no `.columns`. Without them the method returns a table, which takes names, and has
`.iloc` for numbers: `table[:, 0]` looks for a column of that name. Both raise, after the training.

Leave `return_numpy` out to ask by name, or look the gene up: `list(adata.var_names).index(gene)`.

    # bad: raises IndexError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression(return_numpy=True)
    marker = expression["gene_3"]  # <- finding

    # bad: raises IndexError after training
    import scvi

    def of_genes(model, genes, **options):
        values = model.get_normalized_accessibility(**options)
        return values[genes]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata)
    vae = scvi.model.PEAKVI(adata)
    vae.train(max_epochs=1)
    of_genes(vae, ["gene_0", "gene_1"], return_numpy=True)

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    draws = model.get_normalized_expression(n_samples=3, return_mean=False)
    draws.to_csv("draws.csv")  # <- finding

    # bad: raises IndexError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata)
    model = scvi.model.LinearSCVI(adata)
    model.train(max_epochs=1)
    values = model.get_normalized_expression(n_samples=2, return_numpy=True)
    for gene in ["gene_0", "gene_1"]:
        print(gene, values[gene].mean())  # <- finding

    # bad: raises InvalidIndexError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    first = model.get_normalized_expression(library_size=1e4)[:, 0]  # <- finding

    # good
    import numpy as np
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.get_normalized_expression()
    print(table["gene_3"].mean(), table.loc[:, "gene_3"].sum(), table.iloc[:, 0].std())
    print(table.values[:, 0], table[["gene_0", "gene_1"]].to_numpy()[:, 1])
    print(np.asarray(table)[:, 0], table.to_numpy()[0, 0], table.T.iloc[:, 0])
    array = model.get_normalized_expression(return_numpy=True)
    place = list(adata.var_names).index("gene_3")
    print(array[:, place].mean(), array[0], array.shape, array.mean(axis=0))
    named = pd.DataFrame(array, index=adata.obs_names, columns=adata.var_names)
    print(named["gene_3"].mean(), named.groupby(adata.obs["batch"].values).mean())
    if hasattr(array, "to_csv"):
        array.to_csv("expression.csv")
"""

from scvi_lint.rule import OF_TABLES, Queried, ResultRead, ResultUsed, cites, rule

PLACES = "[:, 0]"


@rule(
    "SCV456",
    severity="error",
    versions=">=1.3",
    cites=cites("scvi.model.SCVI.get_normalized_expression"),
)
def array_asked_like_a_table(query: Queried):
    found = query.returned
    if found is None or found.form not in ("array", "table"):
        return
    for used in query.later(ResultRead, ResultUsed):
        table = used.returned
        if table.made is not query or table.part is not None:
            continue
        if isinstance(used, ResultUsed):
            if not table.axes and found.form == "table" and used.how == PLACES and used.closed:
                yield used.finding(
                    used.span,
                    f"{query.call.name} returns a table here: [:, 0] looks for a column of that "
                    "name, and raises InvalidIndexError. Write .iloc[:, …].",
                    because=query.reason("a table is returned here"),
                    cause=query.span,
                )
        elif found.form == "array" and (not used.as_attribute or used.column in OF_TABLES):
            asked = f".{used.column}" if used.as_attribute else f"[{used.column!r}]"
            raises = "AttributeError" if used.as_attribute else "IndexError"
            yield used.finding(
                used.item,
                f"{query.call.name} returns an array here, without names: {asked} raises {raises}. "
                f"{_advice(query)}",
                because=query.reason("an array is returned here"),
                cause=query.span,
            )


def _advice(query: Queried) -> str:
    switch = query.argument("return_numpy")
    if switch is not None and switch.is_literal(True):
        return "Leave return_numpy out to get a table."
    return "Ask by position, or take the mean of the draws: return_mean=True gives a table."
