"""A method returns two things here, and both are stored or used as if they were one.

`get_latent_representation(return_dist=True)` returns the means and the variances of the latent
space, velocity models return pairs of tables. A pair has no shape: AnnData refuses it, after the
training.

Give each a name: `means, variances = model.get_latent_representation(return_dist=True)`.

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["latent"] = model.get_latent_representation(return_dist=True)  # <- finding

    # bad: raises AttributeError after training
    import scvi

    def embed(model, adata, key):
        latent = model.get_latent_representation(return_dist=True)
        adata.obsm[key] = latent  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata)
    vae = scvi.model.PEAKVI(adata)
    vae.train(max_epochs=1)
    embed(vae, adata, "X_peakvi")

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(give_mean=True, return_dist=True)
    print(latent.shape)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    means, variances = model.get_latent_representation(return_dist=True)
    adata.obsm["X_scVI"] = means
    adata.obsm["variances"] = variances
    adata.obsm["again"] = model.get_latent_representation(return_dist=True)[0]
    adata.obsm["plain"] = model.get_latent_representation()
    print(means.shape, len(model.get_latent_representation(return_dist=True)))
"""

from scvi_lint.rule import Queried, ResultRead, Stored, Table, cites, rule

OF_TUPLES = frozenset({"count", "index"})
ROOMS = frozenset({"layers", "X", "obsm", "obs", "var", "varm"})
# Two things of these names, whatever a tuple holds.
NAMES = {"get_latent_representation": ("means", "variances"), "predict": ("labels", "attributions")}


@rule(
    "SCV457",
    severity="error",
    versions=">=1.3",
    cites=cites("scvi.model.SCVI.get_latent_representation"),
)
def pair_stored_as_one(query: Queried):
    found = query.returned
    if found is None or found.form != "tuple" or query.has("returns_a_pair"):
        return
    for used in query.later(Stored, ResultRead):
        table = used.returned
        if not isinstance(table, Table) or table.made is not query or table.part is not None:
            continue
        if isinstance(used, ResultRead) and used.column in OF_TUPLES and used.as_attribute:
            continue
        if isinstance(used, Stored) and used.room not in ROOMS:
            continue
        place = used.item if isinstance(used, ResultRead) else used.value_span or used.span
        names = NAMES.get(query.call.name, ("first", "second"))
        yield used.finding(
            place,
            f"{query.call.name} returns {len(found.parts)} things here: used as one this fails, "
            f"after the training. Write: {', '.join(names)} = ….",
            because=query.reason("returned here"),
            cause=query.span,
        )
