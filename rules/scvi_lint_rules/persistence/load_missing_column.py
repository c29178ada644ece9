"""A saved model is loaded with data that lacks a column or layer of its set-up.

`load` registers the data as the model was registered: under the same names. A column that is
missing raises KeyError, a layer that is missing ValueError.

Give the new data the columns and layers under the names that the model knows.

    # bad: raises KeyError
    # file: new.h5ad = cells(obs={"sample": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("new.h5ad")
    model = scvi.model.SCVI.load("model", adata)  # <- finding

    # bad: raises ValueError
    # file: new.h5ad = cells(obs={"batch": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(layers={"counts": "counts"}), layer="counts")
    import anndata as ad
    import scvi

    load = scvi.model.SCVI.load
    query = ad.read_h5ad("new.h5ad")
    model = load("model", query)  # <- finding

    # good
    # file: new.h5ad = cells(obs={"sample": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("new.h5ad")
    adata.obs["batch"] = adata.obs["sample"]
    model = scvi.model.SCVI.load("model", adata)
"""

from scvi_lint.rule import Loaded, cites, nearest, rule


@rule(
    "SCV754",
    severity="error",
    cites=cites(
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def load_missing_column(load: Loaded):
    if load.saved is None or load.adata is None or load.method != "load":
        return
    if load.adata.is_mudata:
        return
    place = load.place("adata")
    for key, name in load.saved.value.named("obs"):
        if load.adata.lacks("obs", name):
            meant = nearest(name, load.adata.entries("obs"))
            yield load.finding(
                place,
                f"The saved model was registered with {key}={name!r}, and {load.adata.its('obs')} "
                f"has no such column: load raises KeyError."
                + (f" Is it {meant!r} here?" if meant else ""),
                because=(load.saved, load.adata.seen),
            )
            return
    layer = load.saved.value.setup("layer")
    if isinstance(layer, str) and load.adata.lacks("layers", layer):
        yield load.finding(
            place,
            f"The saved model was registered with layer={layer!r}, and {load.adata.name} has no "
            "such layer: load raises ValueError. Put the counts there first.",
            because=(load.saved, load.adata.seen),
        )
