"""`setup_anndata` names a layer that the data does not have.

`layer="counts"` asks for `adata.layers["counts"]`. Where it is not there, the call raises
ValueError. Often the file keeps its counts under another name, or in X or `.raw`.

Name the layer that is there, or make it before X is normalised:
`adata.layers["counts"] = adata.X.copy()`.

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(layers={"raw_counts": "counts"}, x="lognorm")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, layer="counts")  # <- finding

    # bad: raises ValueError
    # file: raw/pbmc.h5ad = cells(obs={"sample": "a*60 b*60"})
    from pathlib import Path

    import anndata as ad
    import scvi

    settings = {"layer": "counts", "batch_key": "sample"}
    path = Path("raw") / "pbmc.h5ad"
    adata = ad.read_h5ad(path)
    model_class = scvi.model.SCVI
    model_class.setup_anndata(adata, **settings)  # <- finding

    # good
    # file: pbmc.h5ad = cells(layers={"raw_counts": "counts"}, x="lognorm")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, layer="raw_counts")

    # good: the layer is made before
    # file: pbmc.h5ad = cells()
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
"""

from scvi_lint.rule import Registered, cites, listed, rule, slots, suggest


@rule(
    "SCV151",
    severity="error",
    cites=cites(
        "{setup}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_layer_missing(setup: Registered):
    for entry in setup.entries(slots.LAYERS):
        given = setup.argument(entry.argument)
        unlisted = entry.unlisted
        if unlisted is None and not entry.is_missing:
            continue
        if given and given.positional and entry.adata.obs(entry.name):
            continue  # a column in the place of the layer is another rule's
        layers = entry.adata.layers
        there = f"Its layers are {listed(layers)}." if layers else "It has none; its X may serve."
        suggestion = suggest(entry.name, layers, there, offered=3)
        lacks = "has no" if unlisted is None else "was shown without a"
        yield setup.finding(
            entry.item,
            f"{entry.adata.name} {lacks} layer {entry.name!r}, so "
            f"{entry.argument}={entry.name!r} raises ValueError. "
            f"{suggestion.advice}",
            because=(entry.adata.complete, unlisted),
            fixes=suggestion.fixes(entry.item, "Use layer {!r}"),
            breaks=setup.breaks_registration,
        )
