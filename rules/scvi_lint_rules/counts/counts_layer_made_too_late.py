"""The counts layer is filled after X was transformed, so it holds no counts.

A layer keeps what X is at that moment. Filled after `normalize_total` or `log1p` it holds
normalised values under the name of counts, and the model that registers it is trained on the
wrong scale. scvi-tools prints a warning at most.

Fill the layer before X is normalised.

    # bad: warns "does not contain unnormalized count data"
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    adata.layers["counts"] = adata.X.copy()  # <- finding
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")

    # bad: warns "does not contain unnormalized count data"
    import scanpy as sc
    import scvi

    LAYER = "umi"

    def prepare(adata):
        sc.pp.log1p(adata)
        adata.layers[LAYER] = adata.X.copy()  # <- finding
        return adata

    adata = prepare(scvi.data.synthetic_iid())
    scvi.model.SCVI.setup_anndata(adata, layer=LAYER)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    adata.layers["lognorm"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")

    # good: the layer is put back into X first
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["raw"] = adata.X.copy()
    sc.pp.log1p(adata)
    adata.X = adata.layers["raw"].copy()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
"""

from scvi_lint.rule import DENOISED, TRANSFORMED, Matrix, Registered, Stored, cites, rule


@rule(
    "SCV205",
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
def counts_layer_made_too_late(stored: Stored):
    content = stored.content
    if not isinstance(content, Matrix) or stored.shares_memory_with_x:
        return
    if content.scale not in TRANSFORMED or content.scale == DENOISED or content.is_from_raw:
        return
    for setup in stored.later(Registered):
        known = setup.counts
        if known is None or setup.registration.text("layer") != stored.entry:
            continue
        if known.value.root != content.root or setup.models_take_anything:
            continue
        if known.value.scale not in TRANSFORMED:
            continue
        yield stored.finding(
            stored.span,
            f"layers[{stored.entry!r}] is filled {_from(content)}: {setup.class_name}, "
            "registered on it, gets no counts. Fill it before normalising.",
            because=known,
        )
        return


def _from(content: Matrix) -> str:
    if content.done:
        return f"after X was {content.done}"
    return f"from X, which {content.told}"
