"""A model is trained on the expression that another model decoded.

Decoded expression is not counts: it has no sampling noise, which is what a count model describes.
`setup_anndata` warns that the data do not look like counts; training then succeeds, and what comes
out is a model of a model.

Register the layer that holds the measured counts.

    # bad: warns "does not contain unnormalized count data"
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.X = model.get_normalized_expression(library_size=1e4, return_numpy=True)
    scvi.model.SCANVI.setup_anndata(  # <- finding
        adata, labels_key="labels", unlabeled_category="Unknown"
    )

    # bad: warns "does not contain unnormalized count data"
    import anndata as ad
    import scvi

    def denoise(model):
        return ad.AnnData(X=model.get_normalized_expression(), obs=model.adata.obs)

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    denoised = denoise(model)
    scvi.model.LinearSCVI.setup_anndata(denoised, batch_key="batch")  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.X = model.get_normalized_expression(library_size=1e4, return_numpy=True)
    scvi.model.SCANVI.setup_anndata(
        adata, layer="counts", labels_key="labels", unlabeled_category="Unknown"
    )
"""

from scvi_lint.rule import DENOISED, Registered, cites, rule


@rule(
    "SCV412",
    severity="warning",
    cites=cites(
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def normalized_expression_feeds_setup(setup: Registered):
    matrix = setup.counts
    if matrix is None or matrix.value.scale != DENOISED or setup.models_take_anything:
        return
    yield setup.finding(
        setup.call.name_span,
        f"{setup.class_name} models counts; {setup.counts_name} {matrix.value.told}: it would be a "
        "model of a model. Register the layer that holds the measured counts.",
        because=matrix,
        breaks=setup.breaks_registration,
    )
