"""The "counts" layer is X itself, not a copy, and is normalised together with it.

`adata.layers["counts"] = adata.X` gives one array a second name. scanpy's `normalize_total`,
`log1p` and `scale` work in place on floating-point data, so the layer changes with X and holds
no counts any more – although the program reads as if it did. (Integer data is replaced, not
changed in place, and survives; most files hold floats.)

Add `.copy()` where the layer is filled.

    # bad: warns
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.X = adata.X.astype("float32")
    adata.layers["counts"] = adata.X  # <- finding
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)

    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)

    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X

    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
"""

from scvi_lint.rule import TRANSFORMED, Fix, Registered, Stored, cites, rule


@rule(
    "SCV203",
    severity="warning",
    cites=cites(
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/scvi#preliminaries",
    ),
)
def counts_layer_aliased(stored: Stored):
    if stored.room != "layers" or not stored.shares_memory_with_x:
        return
    for setup in stored.later(Registered):
        for matrix in setup.count_matrices:
            known = matrix.adata.matrix(matrix.layer)
            if matrix.layer != stored.entry or known is None:
                continue
            if known.value.root != stored.content.root:
                continue
            spoiled = [value for value in known.values if value.scale in TRANSFORMED]
            if not spoiled:
                continue
            yield stored.finding(
                stored.span,
                f"layers[{stored.entry!r}] shares its memory with X, so normalising X in place "
                f"changes it too, and {setup.class_name} is registered on it. Add .copy().",
                because=known.reasons_of(spoiled[0]),
                fixes=[_copy(stored)],
                breaks=((matrix.adata.id, f"layers/{stored.entry}"),),
            )
            return


def _copy(stored: Stored) -> Fix | None:
    if stored.value_span is None:
        return None
    end = stored.value_span._replace(start=stored.value_span.end)
    return Fix("Copy X into the layer (it will keep the counts)", (end, ".copy()"), safe=False)
