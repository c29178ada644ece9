"""Expression is compared with a minified model, counts included.

A minified model has no counts any more. The statistics that it takes from its latent space are
right, but the columns that describe the counts (`raw_mean`, `non_zeros_proportion`, …) are computed
from zeros, and come out as NaN or infinity. scvi-tools warns once.

Leave them out: `all_stats=False`.

    # bad: warns "Count statistics make no sense"
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata()
    table = model.differential_expression(groupby="labels", mode="change")  # <- finding

    # bad: warns "Count statistics make no sense"
    import scvi

    def markers(model, **options):
        return model.differential_expression(groupby="labels", **options)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    adata.obsm["m"], adata.obsm["v"] = vae.get_latent_representation(return_dist=True)
    vae.minify_adata(use_latent_qzm_key="m", use_latent_qzv_key="v")
    markers(vae, mode="change", all_stats=True)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata("latent_posterior_parameters_with_counts")
    table = model.differential_expression(groupby="labels", mode="change")

    # good: only what the latent space tells
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata()
    table = model.differential_expression(groupby="labels", mode="change", all_stats=False)
"""

from scvi_lint.rule import Compared, add_argument, cites, rule


@rule(
    "SCV607",
    severity="warning",
    versions=">=1.2",
    cites=cites(
        "tutorials/notebooks/use_cases/minification",
        "tutorials/notebooks/hub/minification",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
    about={"call.name": "differential_expression"},
)
def de_on_minified(compared: Compared):
    minified, given = compared.model.lost_counts, compared.argument("all_stats")
    if not compared.accepts("all_stats"):
        return
    if minified is None:
        return
    if given is None and not compared.lacks("all_stats"):
        return
    if given is not None and not given.is_literal(True):
        return
    fix = None
    if given is None:
        title = "Leave the columns about counts out"
        fix = add_argument(compared, "all_stats=False", title, safe=False)
    yield compared.finding(
        compared.call.name_span if given is None else given,
        f"{compared.model.name} is minified: the columns about counts (raw_mean, "
        "non_zeros_proportion, …) come out as NaN or infinity. Pass all_stats=False.",
        because=minified,
        fixes=[fix],
    )
