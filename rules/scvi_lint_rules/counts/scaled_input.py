"""A count model is registered on scaled values, some of them negative.

Scaling to unit variance and regressing something out centre the values around zero. Count models
take the logarithm of one plus each value: below minus one that is not a number, the loss becomes
NaN, and the training ends with a ValueError.

Register the raw counts, kept in a layer before.

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(x="scaled", obs={"sample": "a*60 b*60"}, form="array")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="sample")  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)

    # bad: raises ValueError
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.log1p(adata)
    sc.pp.scale(adata)
    options = dict(batch_key="batch")
    scvi.model.SCVI.setup_anndata(adata, **options)  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)

    # good
    # file: pbmc.h5ad = cells(x="scaled", layers={"counts": "counts"}, form="array")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
"""

from scvi_lint.rule import COUNTS, SCALED, Registered, add_argument, cites, quoted, rule


@rule(
    "SCV251",
    severity="error",
    cites=cites(
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
    ),
)
def scaled_input(setup: Registered):
    if not setup.fails_on_negative_values:
        return
    for matrix in setup.count_matrices:
        known = matrix.adata.matrix(matrix.layer)
        if known is None or known.value.scale != SCALED or known.value.is_from_raw:
            continue
        kept = [
            name
            for name, one in matrix.adata.layers.items()
            if one.value.root == known.value.root and one.value.scale in (COUNTS, "as read")
        ]
        if kept and matrix.layer is None:
            continue  # counts-layer-not-used says it with a remedy
        counts = [n for n, one in matrix.adata.layers.items() if one.value.scale == COUNTS]
        where = matrix.name
        told = f"{where} {known.value.told}"
        if known.value.done:
            told += ", so that some values are negative"
        advice = f"layer={counts[0]!r}" if counts else "a layer of raw counts"
        yield setup.finding(
            setup.place(matrix.argument),
            f"{told}. {setup.class_name} models counts: its loss becomes NaN and training raises "
            f"ValueError. Register {advice}.",
            because=known,
            certain=matrix.certain,
            fixes=[
                add_argument(
                    setup,
                    f"{matrix.argument}={quoted(name)}",
                    f"Register {matrix.argument}={name!r}",
                    safe=False,
                )
                for name in counts[:1]
                if setup.lacks(matrix.argument)
            ],
            breaks=setup.breaks_registration,
        )
