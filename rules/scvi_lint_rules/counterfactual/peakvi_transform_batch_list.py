"""Only the first batch of the list in `transform_batch` is used for accessibility.

`get_normalized_expression` averages over a list of batches. The accessibility of PeakVI and
MultiVI looks alike and takes a list too, but decodes the first batch alone and ignores the rest,
without a word: a "mean over batches" that is one batch.

Ask for each batch separately and average the results.

    # bad: silent: the result is that of the first batch
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    mean = model.get_normalized_accessibility(
        transform_batch=["batch_0", "batch_1"]  # <- finding
    )

    # bad: silent: the result is that of the first batch
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["site"] = ["here", "there"] * 200
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="site")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    sites = list(adata.obs["site"].unique())
    model.get_normalized_accessibility(transform_batch=sites)  # <- finding

    # bad: silent: the result is that of the first batch (not run: a file that only the author has)
    import scanpy as sc
    import scvi

    peaks = sc.read_h5ad("unseen.h5ad")
    scvi.model.PEAKVI.setup_anndata(peaks, batch_key="sample")
    model = scvi.model.PEAKVI(peaks)
    model.train(max_epochs=1)
    everywhere = {"transform_batch": peaks.obs["sample"].cat.categories.tolist()}
    model.get_normalized_accessibility(**everywhere)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    parts = [
        model.get_normalized_accessibility(transform_batch=batch)
        for batch in ["batch_0", "batch_1"]
    ]
    mean = sum(parts) / len(parts)

    # good: the expression of this model is averaged
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch=["batch_0", "batch_1"])

    # good: a list of one
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_accessibility(transform_batch=["batch_0"])
"""

from scvi_lint.rule import Queried, cites, listed, rule


@rule(
    "SCV413",
    severity="warning",
    cites=cites(
        "user_guide/models/peakvi#estimation-of-accessibility",
        "user_guide/models/multivi#denoising-imputation-of-accessibility",
    ),
)
def peakvi_transform_batch_list(query: Queried):
    given = query.argument("transform_batch")
    first_alone = query.has("decodes_first_batch_alone")
    if given is None or not first_alone or "accessib" not in query.call.name:
        return
    targets = given.items
    if not targets and given.levels_of:
        yield query.finding(
            given,
            f"{query.call.name} decodes the first of obs[{given.levels_of!r}] only and ignores the "
            "rest of the list. Ask for each batch separately, then average.",
            certain=given.levels_of == query.model.batch_key,
            doubt="there may be a single batch",
        )
        return
    if len(targets) < 2 or not given.is_sequence:
        return
    first, rest = targets[0], [target.value for target in targets[1:]]
    shown = first if first.certain else "the first batch"
    yield query.finding(
        given,
        f"{query.call.name} decodes {shown} of the list only and ignores {listed(rest)}. Ask for "
        "each batch separately, then average.",
        certain=first.certain,
        doubt=first.doubt,
    )
