"""Arguments of the network are given to `from_scvi_model`, which ignores them.

`SCANVI.from_scvi_model` continues with the network of the SCVI model: its size, its likelihood and
its covariates are fixed. Arguments such as `n_layers` or `n_latent` are dropped, with a warning
that is easily missed.

Set them when the SCVI model is built.

    # bad: warns "Ignoring param"
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, "Unknown", n_layers=3)  # <- finding

    # bad: warns "Ignoring param"
    import scvi

    config = {"unlabeled_category": "Unknown", "n_latent": 20}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, **config)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata, n_layers=2)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, "Unknown", classifier_parameters={})
"""

from scvi_lint.rule import Constructed, cites, rule

# Of the constructor, what the network of the SCVI model settles already.
SETTLED = frozenset(
    """n_hidden n_latent n_layers dropout_rate dispersion gene_likelihood latent_distribution
    use_observed_lib_size""".split()
)


@rule(
    "SCV806",
    severity="warning",
    versions=">=0.15",
    cites=cites("scvi.model.SCANVI.from_scvi_model", "user_guide/models/scanvi#training-details"),
    about={"model.made_by": "from_scvi_model", "class_name": "SCANVI"},
)
def from_scvi_model_args(built: Constructed):
    for name, given in built.call.arguments.items():
        if name in SETTLED:
            yield built.finding(
                given.whole,
                f"{name} is ignored here: {built.class_name} goes on with the network of the SCVI "
                "model. Set it when the SCVI model is built.",
            )
