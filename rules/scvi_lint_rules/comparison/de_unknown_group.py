"""A comparison names a group, or a column of groups, that the data does not have.

`differential_expression(groupby=…, group1=…)` looks the names up in obs. A column that is not
there raises KeyError; a group that no cell belongs to raises ZeroDivisionError from deep inside,
after the training.

Use a name that is there; the message lists them.

    # bad: raises ZeroDivisionError after training
    # file: pbmc.h5ad = cells(obs={"cell_type": "T_cell*60 B_cell*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(
        groupby="cell_type", group1="Tcell", group2="B cell", mode="change"  # <- finding
    )

    # bad: raises KeyError after training
    # file: pbmc.h5ad = cells(obs={"cell_type": "T_cell*60 B_cell*60"})
    import scanpy as sc
    import scvi

    def compare(model, column, **options):
        return model.differential_expression(groupby=column, mode="change", **options)  # <- finding

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    compare(model, "celltype")

    # bad: raises ZeroDivisionError after training (not run: a file that only the author has)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("unseen.h5ad")
    adata = adata[~adata.obs["cell_type"].isin(["doublet", "debris"])].copy()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for kind in ("T", "doublet"):
        model.differential_expression(
            groupby="cell_type", group1=kind, mode="change"  # <- finding
        )

    # good
    # file: pbmc.h5ad = cells(obs={"cell_type": "T_cell*60 B_cell*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obs["group"] = adata.obs["cell_type"]
    model.differential_expression(groupby="group", group1="T cell", mode="change")
"""

from scvi_lint.rule import Compared, cites, listed, rule, slots, suggest


@rule(
    "SCV650",
    severity="error",
    cites=cites("{symbol}", "user_guide/background/differential_expression"),
)
def de_unknown_group(comparison: Compared):
    adata = comparison.adata or comparison.model.adata
    groupby = comparison.argument("groupby")
    column = None if groupby is None else groupby.literal
    if adata is None or groupby is None or not isinstance(column, str) or adata.is_mudata:
        return
    if adata.lacks("obs", column):
        columns = adata.entries(slots.OBS)
        suggestion = suggest(column, columns, f"The columns are {listed(columns)}.")
        yield comparison.finding(
            groupby,
            f"obs has no column {column!r}: {comparison.call.name} raises KeyError. "
            f"{suggestion.advice}",
            because=adata.seen,
            fixes=suggestion.fixes(groupby),
        )
        return
    levels = comparison.categories_of("group1")
    for item in (*comparison.values("group1"), *comparison.values("group2")):
        gone = adata.taken_out(column, item.value)
        if gone is not None:
            yield comparison.finding(
                item,
                f"The cells with {item} in obs[{column!r}] were taken out before: "
                f"{comparison.call.name} raises ZeroDivisionError. Name a group that is left.",
                because=gone,
            )
        if levels is None or not isinstance(item.value, str) or not levels.rule_out(item.value):
            continue
        there = f"There are {listed(levels.names)}."
        suggestion = suggest(item.value, levels.names, there)
        yield comparison.finding(
            item,
            f"{item} is no group of obs[{column!r}]: {comparison.call.name} raises "
            f"ZeroDivisionError. {suggestion.advice}",
            because=levels.known,
            fixes=suggestion.fixes(item),
        )
