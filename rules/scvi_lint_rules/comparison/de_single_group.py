"""A comparison between groups, in data that have one group only.

`differential_expression(groupby=…)` compares each group with the others. In a column with a
single level there are no others, and it raises ValueError ("Only a single group in the data");
with `group1=` ZeroDivisionError, since nothing is left for the other group.

Compare along another column, or read the data of the other groups too.

    # bad: raises ValueError after training
    # file: tumour.h5ad = cells(obs={"condition": "tumour*120"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("tumour.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="condition", mode="change")  # <- finding

    # bad: raises ValueError after training
    # file: all.h5ad = cells(obs={"condition": "tumour*60 healthy*60"})
    import scanpy as sc
    import scvi

    GROUPS = {"groupby": "condition", "mode": "change"}
    adata = sc.read_h5ad("all.h5ad")
    tumour = adata[adata.obs["condition"] == "tumour"].copy()
    scvi.model.SCVI.setup_anndata(tumour)
    model = scvi.model.SCVI(tumour)
    model.train(max_epochs=1)
    model.differential_expression(**GROUPS)  # <- finding

    # bad: raises ValueError after training
    # file: all.h5ad = cells(obs={"condition": "tumour*60 healthy*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("all.h5ad")
    tumour = adata[adata.obs.condition == "tumour"].copy()
    scvi.model.PEAKVI.setup_anndata(tumour)
    model = scvi.model.PEAKVI(tumour)
    model.train(max_epochs=1)
    model.differential_accessibility(groupby="condition", group1="tumour")  # <- finding

    # good
    # file: all.h5ad = cells(obs={"condition": "tumour*60 healthy*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("all.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="condition", mode="change")
"""

from scvi_lint.rule import Compared, cites, rule


@rule(
    "SCV651",
    severity="error",
    cites=cites("{symbol}", "user_guide/background/differential_expression"),
)
def de_single_group(comparison: Compared):
    adata = comparison.adata or comparison.model.adata
    groupby = comparison.argument("groupby")
    column = None if groupby is None else groupby.literal
    if adata is None or groupby is None or not isinstance(column, str):
        return
    if comparison.given("group2"):
        return
    one = comparison.given("group1")
    levels = adata.levels(column)
    if levels is None or not levels.column.closed or len(levels.names) != 1:
        return
    if one is not None and {item.value for item in one.items} != {levels.names[0]}:
        return  # de-unknown-group
    of_peaks = comparison.call.name == "differential_accessibility"
    raises = "ValueError" if one is None or of_peaks else "ZeroDivisionError"
    yield comparison.finding(
        groupby,
        f"obs[{column!r}] holds {levels.names[0]!r} only: there is nothing to compare it with, "
        f"and {comparison.call.name} raises {raises}. Choose another column.",
        because=levels.known,
    )
