"""Genes that a model calls different leave the program, and nobody looked at their counts.

A model may call a gene different that was counted in a handful of cells, or that is known to mark
the ambient soup. A table that goes to a file or into an enrichment says nothing about that; the
observed expression of its genes, the share of cells that have any (`non_zeros_proportion1`), or a
marker that is known for the groups does.

Draw the first genes by group (`sc.pl.dotplot`, on log-normalised counts), filter by
`raw_mean1` and `non_zeros_proportion1`, and check that known markers are among the hits.

    # bad: silent: nobody looked at what was measured
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")  # <- finding
    table[table["is_de_fdr_0.05"]].to_csv("hits.csv")

    # bad: silent: nobody looked at what was measured
    import scvi

    def export(model, groups, file):
        table = model.differential_expression(groupby=groups, mode="change")  # <- finding
        table.sort_values("bayes_factor", ascending=False).head(200).to_csv(file)

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    export(model, "labels", "hits.txt")

    # bad: silent: nobody looked at what was measured
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    tables = {}
    for kind in ["label_0", "label_1"]:
        tables[kind] = model.differential_expression(  # <- finding
            groupby="labels", group1=kind, mode="change"
        )
        tables[kind].query("proba_de > 0.95").to_csv(f"{kind}.csv")

    # bad: silent: nobody looked at what was measured
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    options = {"groupby": "labels", "mode": "change", "batch_correction": True}
    hits = model.differential_expression(**options).reset_index()  # <- finding
    hits.to_pickle("hits.pkl")

    # good: the share of cells with counts
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    table = table[table["is_de_fdr_0.05"] & (table["non_zeros_proportion1"] > 0.1)]
    table.to_csv("hits.csv")

    # good: drawn
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    table.to_csv("hits.csv")
    sc.pl.dotplot(adata, list(table.index[:10]), groupby="labels")
"""

from scvi_lint.rule import (
    Called,
    Compared,
    Fix,
    ResultRead,
    ResultUsed,
    cites,
    insert_below,
    rule,
)

LEAVES = (".to_csv", ".to_excel", ".to_parquet", ".to_pickle", ".to_feather", ".to_hdf")
# Names of genes alone leave to what asks which pathways they are of.
LISTS = (".tolist", ".to_list")
ENRICHES = ("gseapy", "enrichr", "gprofiler", "goatools", "decoupler", "string-db")
# Columns of the table, and words of programs, that tell what was measured or is known.
MEASURED = ("raw_", "non_zeros", "emp_")
LOOKS = ("dotplot", "violin", "heatmap", "matrixplot", "tracksplot", "obs_df", "to_df", "marker")
# Plots of cells that show labels, where no colours are asked for.
OF_LABELS = frozenset("umap tsne pca embedding draw_graph spatial scatter diffmap".split())
# Their tables have other columns of what was measured.
OWN_COLUMNS = ("MRVI", "PEAKVI", "POISSONVI", "METHYLVI", "METHYLANVI")
DRAWS = ("scanpy.pl.", "scanpy.get.", "seaborn.")


@rule(
    "SCV697",
    severity="info",
    presets=("paper",),
    cites=cites(
        "user_guide/background/differential_expression#detecting-biologically-relevant-features",
        "user_guide/background/differential_expression",
    ),
    per="file",
    about={"call.name": "differential_expression"},
)
def hits_without_a_look(compared: Compared):
    if compared.program.spells(*LOOKS):
        return
    leaves = False
    for event in compared.later(ResultRead, ResultUsed, Called):
        if isinstance(event, Called):
            if event.call.function.startswith(DRAWS) and _shows_genes(event):
                return
        elif event.made is not compared:
            continue
        elif isinstance(event, ResultRead):
            if event.column.startswith(MEASURED):
                return
        elif event.how in LEAVES or (event.how in LISTS and compared.program.spells(*ENRICHES)):
            leaves = True
    if not leaves:
        return
    yield compared.finding(
        compared.call.name_span,
        "These genes go into a file, and nothing here looks at their counts. Draw the first ones "
        "by group, filter by non_zeros_proportion1, and look for markers that are known.",
        fixes=[_look(compared)],
    )


def _look(compared: Compared) -> Fix | None:
    """A line that shows what was measured of the first genes."""
    table = compared.call.assigned
    if not table or compared.class_name in OWN_COLUMNS or not compared.model.exact:
        return None
    columns = '["raw_mean1", "raw_mean2", "non_zeros_proportion1"]'
    return insert_below(compared, [f"print({table}[{columns}].head(20))"], "Look at the counts")


def _shows_genes(called: Called) -> bool:
    """Whether a plot is of genes: `sc.pl.umap(adata, color="kind")` is of labels."""
    if called.adata is None:
        return False
    colours = called.argument("color")
    if colours is None:
        return called.call.name not in OF_LABELS
    if not colours.is_complete or not colours.items:
        return True
    labels = called.adata.entries("obs")
    names = [item.value for item in colours.items if isinstance(item.value, str)]
    return any(name not in labels and not name.islower() for name in names)
