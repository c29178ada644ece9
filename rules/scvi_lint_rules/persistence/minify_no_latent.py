"""A model's data is minified before its latent space was stored.

Minifying throws the counts away and keeps the latent posterior in their place. It does not compute
that posterior: it looks for the mean and the variance of each cell in `obsm`, and raises KeyError
when they are not there.

Store both first: `get_latent_representation(return_dist=True)` returns mean and variance.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.minify_adata()  # <- finding
    model.save("small")

    # bad: raises KeyError after training
    import scvi

    def shrink(model, adata):
        adata.obsm["X_latent_qzm"] = model.get_latent_representation()
        model.minify_adata()  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    shrink(vae, adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"] = mean
    adata.obsm["X_latent_qzv"] = variance
    model.minify_adata()

    # good: under other names
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["mean"], adata.obsm["var"] = model.get_latent_representation(return_dist=True)
    model.minify_adata(use_latent_qzm_key="mean", use_latent_qzv_key="var")
"""

from scvi_lint.rule import Minified, cites, listed, rule

KEYS = {"use_latent_qzm_key": "X_latent_qzm", "use_latent_qzv_key": "X_latent_qzv"}


@rule(
    "SCV706",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "scvi.model.SCVI.minify_adata",
        "tutorials/notebooks/use_cases/minification",
        "tutorials/notebooks/hub/minification",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def minify_no_latent(minified: Minified):
    data = minified.model.adata
    if data is None or data.is_mudata or not minified.model.is_retrained:
        return
    keys = [_key(minified, argument) for argument in KEYS]
    missing = [key for key in keys if key is not None and data.obsm(key) is None]
    if not missing:
        return
    absent = all(data.lacks("obsm", key) for key in missing)
    if not absent and data.may_be_registered_elsewhere:
        return
    yield minified.finding(
        minified.call.name_span,
        f"obsm has no {listed(missing, word='or')}: {minified.call.name} raises KeyError. Store "
        "what get_latent_representation(return_dist=True) returns there first.",
        because=minified.model.training,
        certain=absent,
        doubt="obsm may hold more than the program shows",
    )


def _key(minified: Minified, argument: str) -> str | None:
    """The entry of obsm that an argument names; None when that is not known."""
    given = minified.argument(argument)
    if given is not None:
        return given.value.text
    return KEYS[argument] if minified.lacks(argument) else None
