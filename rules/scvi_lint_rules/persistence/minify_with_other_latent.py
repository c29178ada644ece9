"""A model is minified with the latent space of another model.

`minify_adata` takes the latent space out of `obsm["X_latent_qzm"]`, whoever wrote it. A SCANVI
model that `from_scvi_model` made holds the same AnnData as its SCVI model, so that the second
latent space stands where the first was. The minified model decodes it as if it were its own: every
expression that it gives is wrong, and nothing warns.

Minify each model before the latent space of the next one is stored, or use names of its own
(`use_latent_qzm_key`).

    # bad: silent: the latent space of lvae is decoded by vae
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
    lvae.train(max_epochs=1)
    for model in (vae, lvae):
        mean, variance = model.get_latent_representation(return_dist=True)
        model.adata.obsm["X_latent_qzm"] = mean
        model.adata.obsm["X_latent_qzv"] = variance
    vae.minify_adata()  # <- finding

    # bad: silent: the latent space of the larger model is decoded by the smaller one
    import scvi

    def store(model, adata):
        mean, variance = model.get_latent_representation(return_dist=True)
        adata.obsm["mean"], adata.obsm["variance"] = mean, variance

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    small = scvi.model.SCVI(adata)
    small.train(max_epochs=1)
    store(small, adata)
    large = scvi.model.SCVI(adata, n_layers=2)
    large.train(max_epochs=1)
    store(large, adata)
    small.minify_adata(  # <- finding
        use_latent_qzm_key="mean", use_latent_qzv_key="variance"
    )

    # good: one after the other
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
    lvae.train(max_epochs=1)
    mean, variance = vae.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    vae.minify_adata()
"""

from scvi_lint.rule import Embedding, Minified, ModelView, cites, rule

KEY = "X_latent_qzm"


@rule(
    "SCV759",
    severity="warning",
    versions=">=1.0",
    cites=cites(
        "scvi.model.SCVI.minify_adata",
        "tutorials/notebooks/use_cases/minification",
        "tutorials/notebooks/hub/minification",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def minify_with_other_latent(minified: Minified):
    model, given = minified.model, minified.argument("use_latent_qzm_key")
    data = model.adata
    if given is not None:
        key = given.value.text
    else:
        key = KEY if minified.lacks("use_latent_qzm_key") else None
    held = None if data is None or key is None else data.obsm(key)
    if held is None or not held.certain or not isinstance(held.value, Embedding):
        return
    source = held.value.model
    if held.value.method != "latent" or source is None:
        return
    other = ModelView(source, minified.table, "")
    if other.cls is None or other.may_be(model):
        return
    yield minified.finding(
        minified.call.name_span,
        f"obsm[{key!r}] holds the latent space of {other.name}, which {model.name} would decode "
        "as its own. Minify before it is overwritten, or store it under another name.",
        because=held,
    )
