"""Columns of an array are named in the order of `gene_list`, and come in the order of the data.

`gene_list`, `protein_list` and `region_list` only say which ones are returned: they keep the order
that they have in the data. A table knows the names of its columns; with `return_numpy=True` they
are gone, and `zip(genes, values.T)` or `pd.DataFrame(values, columns=genes)` give each gene the
values of another one. Nothing is said.

Leave `return_numpy` out, or ask the data: `[gene for gene in adata.var_names if gene in genes]`.

A heuristic: a list in alphabetical order may be the order of the data, and is let pass.

    # bad: silent: each gene has the values of another one
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    panel = ["gene_9", "gene_1", "gene_4"]
    values = model.get_normalized_expression(gene_list=panel, return_numpy=True)
    for gene, column in zip(panel, values.T):  # <- finding
        adata.obs[gene] = column

    # bad: silent: each gene has the values of another one
    import pandas as pd
    import scvi

    def expression(model, genes, cells):
        found = model.get_normalized_expression(
            gene_list=genes, n_samples=2, return_numpy=True
        )
        return pd.DataFrame(found, index=cells, columns=genes)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    expression(vae, ["gene_3", "gene_2"], adata.obs_names)

    # good
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    panel = ["gene_9", "gene_1", "gene_4"]
    table = model.get_normalized_expression(gene_list=panel)
    adata.obs["gene_9"] = table["gene_9"]
    values = model.get_normalized_expression(gene_list=panel, return_numpy=True)
    names = [gene for gene in adata.var_names if gene in panel]
    named = pd.DataFrame(values, index=adata.obs_names, columns=names)
    one = model.get_normalized_expression(gene_list=["gene_2"], return_numpy=True)
    pd.DataFrame(one, index=adata.obs_names, columns=["gene_2"])
"""

from scvi_lint.rule import Argument, Queried, ResultUsed, cites, rule

LISTS = ("gene_list", "protein_list", "region_list")
NAMED_BY = {"builtins.zip": ("first", "second", "third"), "pandas.DataFrame": ("columns",)}


@rule(
    "SCV462",
    severity="warning",
    versions=">=1.3",
    cites=cites("scvi.model.SCVI.get_normalized_expression"),
)
def genes_in_order_of_data(query: Queried):
    found = query.returned
    lists = [given for name in LISTS if (given := query.given(name)) is not None]
    names = _names(lists[0]) if len(lists) == 1 else []
    if found is None or found.form != "array" or len(names) < 2 or names == sorted(names):
        return
    for used in query.later(ResultUsed):
        if used.made is not query or used.returned.part is not None or used.call is None:
            continue
        if any(
            _names(argument) == names
            for parameter in NAMED_BY.get(used.how, ())
            if (argument := used.argument(parameter)) is not None
        ):
            name = lists[0].name
            yield used.finding(
                used.call.span,
                f"The columns come in the order of the data, not of {name}: each name gets the "
                "values of another one. Leave return_numpy out, and ask the table by name.",
                because=query.reason("returned here without names"),
                cause=query.span,
            )


def _names(argument: Argument) -> list[str]:
    """The names in a list, if it is known as a whole."""
    texts = [item.value for item in argument.items if isinstance(item.value, str)]
    sure = argument.is_sequence and all(item.certain for item in argument.items)
    return texts if sure and len(texts) == len(argument.items) else []
