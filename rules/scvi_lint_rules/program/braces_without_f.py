"""A key holds braces around a name: the f before the quotes was forgotten.

`adata.obsm["X_scVI_{seed}"]` is one key, whatever `seed` is. In a loop each round writes over the
one before, and what is read afterwards is the last one every time. Nothing raises.

Write the f before the quotes: `adata.obsm[f"X_scVI_{seed}"]`.

    # bad: silent: only the last latent space is left
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for width in (5, 10):
        model = scvi.model.SCVI(adata, n_latent=width)
        model.train(max_epochs=1)
        adata.obsm["X_scVI_{width}"] = model.get_latent_representation()  # <- finding

    # bad: silent: every batch is decoded into one layer
    import scvi

    def decode(model, adata, batches):
        for batch in batches:
            key = "as_{batch}"
            values = model.get_normalized_expression(transform_batch=batch, return_numpy=True)
            adata.layers[key] = values  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    decode(model, adata, ["batch_0", "batch_1"])

    # good
    import scvi

    KEY = "X_{width}"

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for width in (5, 10):
        model = scvi.model.SCVI(adata, n_latent=width)
        model.train(max_epochs=1)
        adata.obsm[f"X_scVI_{width}"] = model.get_latent_representation()
        adata.obsm[KEY.format(width=width)] = adata.obsm[f"X_scVI_{width}"]
    adata.obs["{a set}"] = 1
"""

from scvi_lint.rule import Stored, cites, regex, rule

BRACES = regex(r"\{([A-Za-z_]\w*)\}")


@rule(
    "SCV007",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/dev/data_tutorial",
        "user_guide/models/scvi#preliminaries",
    ),
)
def braces_without_f(stored: Stored):
    found = BRACES.search(stored.entry or "")
    if found is None or stored.program.binds_nowhere(stored.span.path, found[1]):
        return
    yield stored.finding(
        stored.span,
        f"{stored.entry!r} is one key, whatever {found[1]} is: the f before the quotes is missing. "
        "Each round writes over the one before.",
    )
