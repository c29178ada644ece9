"""`.raw` is taken for the counts, but it holds log-normalised values.

In the usual workflow `adata.raw = adata` comes after `log1p`: `.raw` then keeps the normalised
values of all genes, for plots and marker genes. Despite its name it holds no raw counts, so a
model that is registered on data from `.raw` trains on the wrong scale.

Keep the counts in a layer before normalising, and register that layer.

    # bad: warns "does not contain unnormalized count data"
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    adata.raw = adata
    full = adata.raw.to_adata()
    scvi.model.SCVI.setup_anndata(full, batch_key="batch")  # <- finding

    # bad: warns "does not contain unnormalized count data"
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.log1p(adata)
    adata.raw = adata.copy()
    adata.layers["counts"] = adata.raw.X.copy()
    settings = {"layer": "counts", "batch_key": "batch"}
    scvi.model.SCVI.setup_anndata(adata, **settings)  # <- finding

    # good: .raw was set before normalising
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.raw = adata.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    full = adata.raw.to_adata()
    scvi.model.SCVI.setup_anndata(full, batch_key="batch")

    # good: .raw is for plots, the layer for the model
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    adata.raw = adata
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
"""

from scvi_lint.rule import DENOISED, TRANSFORMED, Matrix, Registered, cites, rule


@rule(
    "SCV206",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "tutorials/notebooks/quick_start/data_loading",
        "tutorials/notebooks/data_loading",
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "scvi.model.SCVI.setup_anndata",
        "scvi.data.setup_anndata",
    ),
)
def raw_is_not_counts(setup: Registered):
    matrix = setup.counts
    if matrix is None or not setup.is_from_raw or setup.models_take_anything:
        return
    scale = matrix.value.scale
    if scale not in TRANSFORMED or scale == DENOISED:
        return
    yield setup.finding(
        setup.call.name_span,
        f".raw {_told(matrix.value)}: {setup.class_name} would train on these values, not on "
        "counts. Keep the counts in a layer before normalising and register it.",
        because=matrix,
        breaks=setup.breaks_registration,
    )


def _told(raw: Matrix) -> str:
    return f"was kept after X was {raw.done}" if raw.done else raw.told
