"""A minified model is asked for what needs the counts.

Minifying replaces the counts of the model's data by its latent space: what is decoded from there
still works, but there is nothing left to compare it with. Training, the ELBO, the reconstruction
error, the marginal likelihood and the library size raise ValueError, and so does making a SCANVI
model of it.

Do these first, or keep the counts: `minify_adata("latent_posterior_parameters_with_counts")`.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata()
    print(model.get_elbo())  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["mean"], adata.obsm["variance"] = mean, variance
    model.minify_adata(use_latent_qzm_key="mean", use_latent_qzv_key="variance")
    lvae = scvi.model.SCANVI.from_scvi_model(model, "Unknown")  # <- finding

    # bad: raises ValueError after training
    import scvi

    class Atlas:
        def __init__(self, adata):
            scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
            self.model = scvi.model.SCVI(adata)

        def shrink(self):
            data = self.model.adata
            mean, variance = self.model.get_latent_representation(return_dist=True)
            data.obsm["X_latent_qzm"], data.obsm["X_latent_qzv"] = mean, variance
            self.model.minify_adata()

    atlas = Atlas(scvi.data.synthetic_iid())
    atlas.model.train(max_epochs=1)
    atlas.shrink()
    atlas.model.train(max_epochs=1)  # <- finding

    # good: the latent space and what is decoded from it
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    print(model.get_elbo())
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata()
    model.get_latent_representation()
    model.get_normalized_expression()

    # good: the counts stay
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata(minified_data_type="latent_posterior_parameters_with_counts")
    model.train(max_epochs=1)
    model.get_elbo()
"""

from scvi_lint.rule import Constructed, OfModel, OfModelClass, cites, rule

NEED_COUNTS = frozenset(
    """train get_elbo get_reconstruction_error get_marginal_ll get_latent_library_size
    from_scvi_model""".split()
)


@rule(
    "SCV707",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "scvi.model.SCVI.minify_adata",
        "tutorials/notebooks/use_cases/minification",
        "tutorials/notebooks/hub/minification",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def minify_then_train(used: OfModelClass):
    model = used.model if isinstance(used, OfModel) else None
    if isinstance(used, Constructed):
        model = used.origin
    if (
        model is None
        or used.call.name not in NEED_COUNTS
        or not model.has("refuses_minified_training")
    ):
        return
    minified = model.lost_counts
    if minified is None:
        return
    happens = "raises ValueError" if used.release.since("1.4") else "fails"
    yield used.finding(
        used.call.name_span,
        f"{model.name} is minified, its counts are gone: {used.call.name} {happens}. Do "
        "this first, or minify with latent_posterior_parameters_with_counts.",
        because=minified,
        cause=model.id,
    )
