"""Minified data comes to a model that works on counts, or counts to a minified model.

Minifying puts the latent space of each cell in the place of its counts, which are zero from then
on. `load` with a folder that was saved before refuses such data with ValueError, a class that
cannot be minified with NotImplementedError. A question does not: a model that was not minified
reads the zeros, and all cells come back alike. A query of minified data can be loaded, and not be
trained.

A minified model answers about its own data, and parts of it. Other data has no latent space stored
in it: KeyError, for the data that it was minified from as well.

Keep the model's data and the folder together: `model.save("minified", save_anndata=True)`, and ask
the model that was saved before about counts.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("full")
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata()
    again = scvi.model.SCVI.load("full", adata=model.adata)  # <- finding

    # bad: silent: the cells are read as zeros
    import scvi

    def fitted(data):
        scvi.model.SCVI.setup_anndata(data, batch_key="batch")
        model = scvi.model.SCVI(data)
        model.train(max_epochs=1)
        return model

    adata, other = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
    small, full = fitted(adata), fitted(other)
    mean, variance = small.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    small.minify_adata()
    latent = full.get_latent_representation(small.adata.copy())  # <- finding

    # bad: raises KeyError after training
    import scvi

    class Atlas:
        def __init__(self, adata):
            scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
            self.model = scvi.model.SCVI(adata)
            self.model.train(max_epochs=1)

        def shrink(self, data):
            mean, variance = self.model.get_latent_representation(return_dist=True)
            data.obsm["X_latent_qzm"], data.obsm["X_latent_qzv"] = mean, variance
            self.model.minify_adata()

    adata = scvi.data.synthetic_iid()
    atlas = Atlas(adata)
    atlas.shrink(adata)
    latent = atlas.model.get_latent_representation(adata)  # <- finding

    # bad: warns "empty cells"
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata()
    model.save("small")
    again = scvi.model.TOTALVI.load("small", adata=model.adata)  # <- finding

    # good: each with its own
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("full")
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata()
    model.save("small")
    latent = model.get_latent_representation(model.adata[:50].copy())
    small = scvi.model.SCVI.load("small", adata=model.adata)
    full = scvi.model.SCVI.load("full", adata=adata)
    latent = full.get_latent_representation(scvi.data.synthetic_iid())

    # good: the counts stay
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("full")
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata(minified_data_type="latent_posterior_parameters_with_counts")
    again = scvi.model.SCVI.load("full", adata=model.adata)
"""

from scvi_lint.rule import DataGiven, cites, rule


@rule(
    "SCV764",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "scvi.model.SCVI.minify_adata",
        "tutorials/notebooks/use_cases/minification",
        "tutorials/notebooks/hub/minification",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def data_is_minified(given: DataGiven):
    name, call = given.adata.name, given.call.name
    for small in given.differences("minified"):
        happens = f"{call} raises {small.raises}. Use what was saved with this data"
        if small.raises is None:
            happens = f"{given.class_name} reads zeros for all cells. Use data with counts"
            if given.door == "query":
                happens = "the query cannot learn from it. Use data with counts"
        yield given.finding(
            given.spot,
            f"The counts of {name} are gone, it is minified: {happens}.",
            because=given.why(small),
            happens="" if small.raises else "silent",
        )
        return
    for full in given.differences("counts"):
        yield given.finding(
            given.spot,
            f"The model is minified, and {name} has no latent space stored: {call} raises "
            f"{full.raises}. Ask the model that was saved before it was minified.",
            because=given.why(full),
        )
        return
