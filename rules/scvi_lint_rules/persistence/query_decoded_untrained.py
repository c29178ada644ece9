"""Expression is decoded for a new batch of a query model that was not trained.

`load_query_data` adds weights for the batches that the reference did not know, at random. The
latent space does not depend on them, unless the encoder reads the batch; what is decoded does: on
scvi-tools 1.4.2 it differs twice to seven times as much between two seeds as for a batch that was
learned. Methods that look whether the model was trained raise instead.

Train the query model, or decode as a batch of the reference: `transform_batch="batch_0"`.

    # bad: silent: the weights of the new batch are random
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.obs["batch"] = "hospital"
    mapped = scvi.model.SCVI.load_query_data(query, model)
    expression = mapped.get_normalized_expression()  # <- finding

    # bad: silent: the weights of the new batch are random
    import scvi

    def opened(query, reference):
        scvi.model.PEAKVI.setup_anndata(reference, batch_key="batch")
        model = scvi.model.PEAKVI(reference)
        model.train(max_epochs=1)
        query.obs["batch"] = ["lane_" + name for name in query.obs["batch"]]
        mapped = scvi.model.PEAKVI.load_query_data(query, model)
        return mapped.get_normalized_accessibility()  # <- finding

    opened(scvi.data.synthetic_iid(), scvi.data.synthetic_iid())

    # good: trained, of a known batch, or as one
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, encode_covariates=True)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    same = scvi.model.SCVI.load_query_data(query.copy(), model)
    expression = same.get_normalized_expression()
    query.obs["batch"] = "hospital"
    mapped = scvi.model.SCVI.load_query_data(query, model)
    expression = mapped.get_normalized_expression(transform_batch="batch_0")
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})
    expression = mapped.get_normalized_expression()
"""

from scvi_lint.rule import Queried, cites, rule

DECODES = (
    "get_normalized_",
    "get_likelihood_parameters",
    "posterior_predictive_sample",
    "get_protein_foreground_probability",
)


@rule(
    "SCV768",
    severity="info",
    versions=">=0.14",
    cites=cites(
        "user_guide/background/transfer_learning#training",
        "user_guide/background/transfer_learning",
    ),
)
def query_decoded_untrained(query: Queried):
    model, asked = query.model, query.call.name
    if model.made_by != "load_query_data" or not asked.startswith(DECODES):
        return
    if model.refuses_untrained(asked) or not query.lacks("transform_batch"):
        return
    if query.adata is not None or not model.exact:
        return  # other data may be of the reference's batches
    untrained, new = model.untrained, model.new_batches
    if untrained is None or not untrained.certain or not new:
        return
    yield query.finding(
        query.call.name_span,
        f"{model.name} was not trained, and the weights of its new batch {new[0]!r} are random: "
        "train it, or decode as a batch of the reference with transform_batch.",
        because=untrained,
    )
