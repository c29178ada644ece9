"""A method is called that this class inherits and that cannot work on it.

Models share base classes, and not every method fits every model: PEAKVI has no library size, the
likelihoods of SysVI and CytoVI have no dispersion, deconvolution models decode no expression of
their own. The method is there, and raises whatever it is told – after the training.

Use the method that the class's page names for the task.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata)
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    size = model.get_latent_library_size(give_mean=False)  # <- finding

    # bad: raises NotImplementedError after training
    import scvi

    def decode(model):
        return model.get_normalized_expression()  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.AmortizedLDA.setup_anndata(adata)
    topics = scvi.model.AmortizedLDA(adata)
    topics.train(max_epochs=1)
    decode(topics)

    # bad: raises NotImplementedError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    models = {"totalvi": scvi.model.TOTALVI(adata)}
    for model in models.values():
        model.train(max_epochs=1)
        print(model.get_likelihood_parameters())  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata)
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    model.get_library_size_factors()
    model.get_region_factors()
    scvi.model.SCVI.setup_anndata(adata)
    other = scvi.model.SCVI(adata)
    other.train(max_epochs=1)
    other.get_latent_library_size(give_mean=False)
    other.get_likelihood_parameters()
"""

from scvi_lint.rule import Queried, cites, rule


@rule(
    "SCV461",
    severity="error",
    versions=">=1.4",
    cites=cites("{symbol}", "user_guide/models/{model}", "user_guide/index"),
)
def method_cannot_work(query: Queried):
    error = query.always_raises
    if error:
        yield query.finding(
            query.call.name_span,
            f"{query.class_name} inherits {query.call.name} and cannot do it: this raises {error}, "
            "whatever it is told, after the training.",
        )
