"""A model that learns the library size cannot be minified.

Minified data keeps the total counts of each cell, from which expression is decoded later. A model
with `use_observed_lib_size=False` infers the library size from the counts instead, which would be
gone: `minify_adata` refuses with a ValueError.

Leave `use_observed_lib_size` at True if the model is to be minified, or keep the whole data.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, use_observed_lib_size=False)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata()  # <- finding

    # bad: raises ValueError after training
    import scvi

    config = {"n_latent": 5, "use_observed_lib_size": False}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata, **config)
    vae.train(max_epochs=1)
    adata.obsm["m"], adata.obsm["v"] = vae.get_latent_representation(return_dist=True)
    vae.minify_adata(use_latent_qzm_key="m", use_latent_qzv_key="v")  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, use_observed_lib_size=True)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata()
"""

from scvi_lint.rule import Minified, cites, rule, slots


@rule(
    "SCV708",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "scvi.model.SCVI.minify_adata",
        "tutorials/notebooks/use_cases/minification",
        "tutorials/notebooks/hub/minification",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def minify_latent_library(minified: Minified):
    made = minified.model.construction
    observed = None if made is None else made.arguments.get("use_observed_lib_size")
    if observed is None or not observed.is_literal(False):
        return
    yield minified.finding(
        minified.call.name_span,
        f"{minified.model.name} was built with use_observed_lib_size=False: "
        f"{minified.call.name} raises ValueError. Build it with the observed library size.",
        because=minified.model.thing.get(slots.CONSTRUCTION),
    )
