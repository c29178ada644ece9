"""A size factor is registered, so the latent library size has no effect.

`size_factor_key` fixes how deep each cell was sequenced; `use_observed_lib_size=False` asks the
model to infer it. Given both, the size factor wins and the inferred library is used nowhere,
although the model still carries it.

Keep the one that you mean.

    # bad: silent: the inferred library size is not used
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["size"] = adata.X.sum(axis=1) / adata.X.sum(axis=1).mean()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", size_factor_key="size")
    model = scvi.model.SCVI(adata, use_observed_lib_size=False)  # <- finding

    # bad: silent: the inferred library size is not used
    import scvi

    config = {
        "setup": {"batch_key": "batch", "size_factor_key": "size"},
        "model": {"n_latent": 10, "use_observed_lib_size": False},
    }
    adata = scvi.data.synthetic_iid()
    adata.obs["size"] = adata.X.sum(axis=1) / adata.X.sum(axis=1).mean()
    scvi.model.SCVI.setup_anndata(adata, **config["setup"])
    model = scvi.model.SCVI(adata, **config["model"])  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["size"] = adata.X.sum(axis=1) / adata.X.sum(axis=1).mean()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", size_factor_key="size")
    model = scvi.model.SCVI(adata)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    inferred = scvi.model.SCVI(adata, use_observed_lib_size=False)
"""

from scvi_lint.rule import Constructed, cites, rule


@rule(
    "SCV214",
    severity="info",
    cites=cites(
        "user_guide/models/{model}#generative-process",
        "user_guide/models/scvi#generative-process",
    ),
)
def size_factor_plus_latent_lib(built: Constructed):
    latent = built.argument("use_observed_lib_size")
    if latent is None or latent.literal is not False or built.registration is None:
        return
    key = built.registration.value.text("size_factor_key")
    if key is None:
        return
    yield built.finding(
        latent,
        f"The size factor {key!r} fixes each cell's depth, so the library size that "
        "use_observed_lib_size=False infers is used nowhere. Keep one of the two.",
        because=built.registration,
    )
