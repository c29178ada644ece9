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

    # bad: silent: the model learns another matrix (not run: your file)
    import sys
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad(sys.argv[1])
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=2000, layer="counts", subset=True
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- finding

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

from collections.abc import Iterator

from scvi_lint.rule import (
    AS_READ,
    COUNTS,
    TRANSFORMED,
    AnnDataView,
    Called,
    Fact,
    Fix,
    Matrix,
    Registered,
    Remark,
    add_argument,
    cites,
    quoted,
    rule,
)


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
def counts_layer_not_used(setup: Registered) -> Iterator[Remark]:
    adata = setup.adata
    if adata is None or not setup.takes_counts_in("layer") or not setup.lacks("layer"):
        return
    if setup.models_take_anything:
        return
    x = adata.x
    if x is not None and x.value.scale == AS_READ:
        yield from _counts_elsewhere(setup, adata, x)
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
        fixes=[_registered(setup, name)],
        breaks=setup.breaks_registration,
    )


def _counts_elsewhere(setup: Registered, adata: AnnDataView, x: Fact[Matrix]) -> Iterator[Remark]:
    """The program itself took the counts of this object from a layer before."""
    for called in setup.earlier(Called):
        flavor, layer = called.argument("flavor"), called.given("layer")
        if not called.chooses_genes or layer is None or flavor is None or called.adata is None:
            continue
        known, name = called.adata.x, layer.value.text
        if known is None or known.value.root != x.value.root or name is None:
            continue
        if flavor.value.text not in TAKES_COUNTS:
            continue
        yield setup.finding(
            setup.call.name_span,
            f"The genes were chosen on counts in layers[{name!r}], and {setup.class_name} takes X. "
            f"If X holds anything else, register layer={name!r}.",
            because=(x, called.reason("chosen on that layer here")),
            fixes=[_registered(setup, name)],
            certain=False,
            doubt="X may hold the same counts",
        )
        return


def _registered(setup: Registered, name: str) -> Fix | None:
    return add_argument(
        setup,
        f"layer={quoted(name)}",
        f"Register layer={name!r} (the model will train on other numbers)",
        safe=False,
    )


# Ways to choose genes that are made for counts.
TAKES_COUNTS = ("seurat_v3", "seurat_v3_paper", "pearson_residuals")
