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

    # bad: silent: the query brings normalised values under the name of counts
    import scanpy as sc
    import scvi

    def prepare(data):
        data.layers["counts"] = data.X  # <- finding
        sc.pp.normalize_total(data, target_sum=1e4)
        sc.pp.log1p(data)
        return data

    query = scvi.data.synthetic_iid()
    query.X = query.X.astype("float32")
    prepare(query).write_h5ad("query.h5ad")

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

    # good: a dense array of its own
    import scanpy as sc
    import scipy.sparse as sp
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.X = sp.csr_matrix(adata.X)
    adata.layers["counts"] = adata.X.toarray()
    sc.pp.normalize_total(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
"""

from collections.abc import Iterator

from scvi_lint.rule import (
    TRANSFORMED,
    Fix,
    Matrix,
    Registered,
    Remark,
    Stored,
    Transformed,
    cites,
    rule,
    slots,
)


@rule(
    "SCV203",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/quick_start/data_loading",
        "tutorials/notebooks/data_loading",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "scvi.model.SCVI.setup_anndata",
        "scvi.data.setup_anndata",
    ),
    about={"room": "layers"},
)
def counts_layer_aliased(stored: Stored) -> Iterator[Remark]:
    if not stored.shares_memory_with_x:
        return
    for setup in stored.later(Registered):
        for matrix in setup.count_matrices:
            known = matrix.adata.matrix(matrix.layer)
            if matrix.layer != stored.entry or known is None:
                continue
            copied = stored.content
            if not isinstance(copied, Matrix) or known.value.root != copied.root:
                continue
            spoiled = [value for value in known.values if value.scale in TRANSFORMED]
            if not spoiled:
                continue
            yield stored.finding(
                stored.span,
                f"layers[{stored.entry!r}] is X itself, not a copy: normalising X in place changes "
                f"it, too, and {setup.class_name} is registered on it. Add .copy().",
                because=known.reasons_of(spoiled[0]),
                fixes=[_copy(stored)],
                breaks=((matrix.adata.id, slots.LAYERS(stored.entry)),),
            )
            return
    yield from _normalised_along(stored)


def _normalised_along(stored: Stored) -> Iterator[Remark]:
    """The program registers the layer nowhere, but X is normalised while they are one."""
    for changed in stored.later(Transformed):
        if changed.adata.id != stored.adata.id or changed.room != "X" or not changed.ends_counts:
            continue
        x, layer = changed.adata.x, changed.adata.layer(stored.entry)
        if x is None or layer is None or not layer.certain or not x.certain:
            return
        if layer.value.buffer == x.value.buffer:
            yield stored.finding(
                stored.span,
                f"layers[{stored.entry!r}] is X itself, not a copy: normalising X in place changes "
                "it, too, and no counts are left. Add .copy().",
                because=changed.reason("X normalised here"),
                fixes=[_copy(stored)],
                breaks=((stored.adata.id, slots.LAYERS(stored.entry)),),
            )
        return


def _copy(stored: Stored) -> Fix | None:
    if stored.value_span is None:
        return None
    end = stored.value_span._replace(start=stored.value_span.end)
    return Fix("Copy X into the layer (it will keep the counts)", (end, ".copy()"), safe=False)
