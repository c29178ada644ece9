"""The counts are kept in a layer, but the model is registered on the transformed X.

Count models (SCVI, SCANVI, TOTALVI and their relatives) describe how raw counts come about. Here
the counts were saved into a layer and X was normalised afterwards, but `setup_anndata` was not
told of the layer: it takes X. Training then succeeds on numbers of the wrong scale, and all that
is computed from the model – latent space, expression, differential expression – is off.

Register the layer that holds the counts: `setup_anndata(adata, layer="counts", ...)`.

    # bad: warns
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)

    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # bad: warns
    import scanpy as sc
    import scvi

    def register(data, **settings):
        scvi.model.SCVI.setup_anndata(data, **settings)  # <- finding

    config = {"batch_key": "batch", "layer": None}
    adata = scvi.data.synthetic_iid()
    adata.layers["raw_counts"] = adata.X.copy()
    sc.pp.log1p(adata)
    register(adata, **config)
    scvi.model.SCVI(adata).train(max_epochs=1)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)

    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    plotted = adata.copy()
    sc.pp.log1p(plotted)

    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import COUNTS, TRANSFORMED, Registered, add_argument, cites, quoted, rule


@rule(
    "SCV201",
    severity="warning",
    cites=cites(
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
    ),
)
def counts_layer_not_used(setup: Registered):
    adata = setup.adata
    if adata is None or not setup.takes_counts_in("layer") or not setup.lacks("layer"):
        return
    if setup.models_take_anything:
        return
    x = adata.x
    if x is None or x.value.scale not in TRANSFORMED:
        return
    kept = [
        (name, known)
        for name, known in adata.layers.items()
        if known.value.root == x.value.root and known.value.scale in (COUNTS, "as read")
    ]
    if not kept:
        return
    name, known = kept[0]
    yield setup.finding(
        setup.call.name_span,
        f"{setup.class_name} models counts; X {x.value.told}. {setup.on_wrong_scale(x.value)}. "
        f"Register layer={name!r}, which keeps the counts.",
        because=(known, x),
        fixes=[
            add_argument(
                setup,
                f"layer={quoted(name)}",
                f"Register layer={name!r} (the model will train on other numbers)",
                safe=False,
            )
        ],
        breaks=setup.breaks_registration,
    )
