"""Counts and transformed values are concatenated into one matrix, and registered as counts.

One data set still holds counts, the other was normalised before the two were put together. The
model sees two scales in one matrix and takes the difference for biology or batch. scvi-tools looks
at 20 cells only: with a few transformed cells among many its warning often does not come.

Concatenate counts with counts (keep them in a layer of the same name in every part).

    # bad: silent: some cells hold counts, others log-normalised values
    import anndata as ad
    import scanpy as sc
    import scvi

    first = scvi.data.synthetic_iid()
    second = scvi.data.synthetic_iid(batch_size=4)
    sc.pp.normalize_total(second, target_sum=1e4)
    sc.pp.log1p(second)
    both = ad.concat([first, second], label="study", index_unique="-")
    scvi.model.SCVI.setup_anndata(both, batch_key="study")  # <- finding

    # bad: warns "does not contain unnormalized count data"
    import anndata as ad
    import scanpy as sc
    import scvi

    def load(logged, size):
        adata = scvi.data.synthetic_iid(batch_size=size)
        if logged:
            sc.pp.log1p(adata)
        return adata

    parts = {"ours": load(False, 400), "theirs": load(True, 400)}
    both = ad.concat(parts, label="study", index_unique="-")
    both.layers["counts"] = both.X.copy()
    scvi.model.SCVI.setup_anndata(both, layer="counts", batch_key="study")  # <- finding

    # good
    import anndata as ad
    import scanpy as sc
    import scvi

    parts = [scvi.data.synthetic_iid(), scvi.data.synthetic_iid()]
    for part in parts:
        part.layers["counts"] = part.X.copy()
        sc.pp.log1p(part)
    both = ad.concat(parts, label="study", index_unique="-")
    scvi.model.SCVI.setup_anndata(both, layer="counts", batch_key="study")
"""

from scvi_lint.rule import MIXED, Registered, cites, matrix_name, rule


@rule(
    "SCV215",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/quick_start/data_loading",
        "tutorials/notebooks/data_loading",
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def mixed_counts_after_concat(setup: Registered):
    matrix = setup.counts
    if matrix is None or matrix.value.scale != MIXED or setup.models_take_anything:
        return
    layer = setup.registration.text("layer")
    what = matrix_name(layer)
    yield setup.finding(
        setup.call.name_span,
        f"{what} holds counts of one data set and transformed values of another: "
        f"{setup.class_name} takes the two scales for biology. Concatenate counts with counts.",
        because=matrix,
        breaks=setup.breaks_registration,
    )
