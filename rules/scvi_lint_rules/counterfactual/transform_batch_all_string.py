"""`transform_batch="all"` is taken for the name of a batch.

To average over batches, `transform_batch` wants their names in a list. The word "all" is
understood by one model only, CytoVI; the others look for a batch of that name and raise
ValueError, after the training.

Give the list of the batches.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="all")  # <- finding

    # bad: raises ValueError after training
    import scvi

    def corrected(model, **options):
        return model.get_normalized_expression(library_size=1e4, **options)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    corrected(model, transform_batch="all")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch=list(adata.obs["batch"].unique()))

    # good: a batch that is called so
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["run"] = ["all", "half"] * 200
    scvi.model.SCVI.setup_anndata(adata, batch_key="run")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="all")
"""

from scvi_lint.rule import Queried, cites, quoted, replace, rule


@rule(
    "SCV405",
    severity="error",
    cites=cites("user_guide/background/counterfactual_prediction#applications", "{symbol}"),
)
def transform_batch_all_string(query: Queried):
    given = query.argument("transform_batch")
    if given is None or given.literal != "all" or query.has("knows_all_batches_by_a_word"):
        return
    if not query.model.exact or not query.accepts("transform_batch"):
        return
    model = query.model
    batches, key = model.batches, model.batch_key
    if batches is not None and not batches.rule_out("all"):
        return
    yield query.finding(
        given,
        f"{query.call.name} takes 'all' for the name of a batch and raises ValueError, after "
        "the training. To average over the batches, give a list of their names.",
        because=None if batches is None else batches.known,
        fixes=[
            replace(
                given,
                f"list({model.name}.adata.obs[{quoted(key)}].unique())",
                f"List the batches of {key!r}",
                safe=True,
            )
        ]
        if key is not None and model.name.isidentifier()
        else [],
    )
