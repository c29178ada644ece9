"""SOLO is built from an SCVI model that was registered with covariates.

SOLO simulates doublets with the SCVI model and cannot do so when the model also takes categorical
or continuous covariates. `from_scvi_model` raises, after the training of the SCVI model.

Train an SCVI model with `batch_key` only for SOLO.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["batch"])
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)  # <- finding

    # bad: raises ValueError after training
    import scvi

    SETUP = {"continuous_covariate_keys": ["depth"]}

    def doublets(adata):
        scvi.model.SCVI.setup_anndata(adata, **SETUP)
        vae = scvi.model.SCVI(adata)
        vae.train(max_epochs=1)
        return scvi.external.SOLO.from_scvi_model(vae)  # <- finding

    data = scvi.data.synthetic_iid()
    data.obs["depth"] = 1.0
    doublets(data)

    # good
    import scvi

    adata = scvi.data.synthetic_iid(n_batches=1)
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
"""

from scvi_lint.rule import Constructed, cites, rule, slots

COVARIATES = ("categorical_covariate_keys", "continuous_covariate_keys")


@rule(
    "SCV905",
    severity="error",
    cites=cites("scvi.external.SOLO.from_scvi_model", "user_guide/models/solo#overview"),
    about={"class_name": "SOLO", "model.made_by": "from_scvi_model"},
)
def solo_covariates(built: Constructed):
    known = built.origin.registration if built.origin is not None else None
    if known is None:
        return
    for name in COVARIATES:
        given = known.value.call.arguments.get(name)
        if given is None or not given.is_sequence or not given.items:
            continue
        yield built.finding(
            built.call.name_span,
            f"SOLO cannot use an SCVI model with {name}: this raises ValueError, after the "
            "training. Train one with batch_key only.",
            because=known,
            breaks=((built.model.id, slots.CONSTRUCTION),),
        )
        return
