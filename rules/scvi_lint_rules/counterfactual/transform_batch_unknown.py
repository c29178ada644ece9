"""`transform_batch` names a category that the model was never trained on.

`transform_batch` asks: what would these cells look like, had they been measured in that batch?
The decoder has an input for each category that was registered with `batch_key`, and for no
other. A name that is not among them is refused – after the training, which may have taken hours.

Use one of the registered categories; the message lists them.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="batch_7")  # <- finding

    # bad: raises ValueError after training
    import scvi

    TARGETS = ["batch_0", "control"]  # <- finding
    adata = scvi.data.synthetic_iid()
    adata.obs["site"] = adata.obs["batch"]
    scvi.model.SCVI.setup_anndata(adata, batch_key="site")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch=TARGETS)

    # bad: raises ValueError after training
    import anndata as ad
    import scvi

    lanes = [f"lane_{number}" for number in range(2)]
    parts = [scvi.data.synthetic_iid() for lane in lanes]
    adata = ad.concat(parts, label="lane", keys=lanes, index_unique="-")
    scvi.model.SCVI.setup_anndata(adata, batch_key="lane")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for number in [1, 2]:
        name = f"lane_{number}"
        model.get_normalized_expression(transform_batch=name)  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.posterior_predictive_sample(transform_batch="batch")  # <- finding

    # bad: raises ValueError after training (also SCV812)
    import scvi

    reference = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(reference, batch_key="batch")
    model = scvi.model.SCVI(reference)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.obs["batch"] = "hospital"
    mapped = scvi.model.SCVI.load_query_data(query, model)
    mapped.train(max_epochs=1)
    mapped.get_normalized_expression(transform_batch="hospitals")  # <- finding

    # bad: raises ValueError after training (not run: a file that only the author has)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("unseen.h5ad")
    adata = adata[adata.obs["run"] != "pilot"].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="run")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch=["main", "pilot"])  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="batch_1")
    model.get_normalized_expression(transform_batch=["batch_0", None])

    # good: the query brings its batch along
    import scvi

    reference = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(reference, batch_key="batch")
    model = scvi.model.SCVI(reference, encode_covariates=True)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.obs["batch"] = "hospital"
    mapped = scvi.model.SCVI.load_query_data(query, model)
    mapped.train(max_epochs=1)
    mapped.get_normalized_expression(transform_batch="hospital")
    mapped.get_normalized_expression(query, transform_batch="batch_0")

    # good: nothing is known of the file's batches
    # file: pbmc.h5ad = scvi.data.synthetic_iid()
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="batch_1")
"""

from scvi_lint.rule import Item, Queried, Remark, cites, listed, rule, suggest


@rule(
    "SCV401",
    severity="error",
    cites=cites(
        "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution",
        "{symbol}",
    ),
)
def transform_batch_unknown(query: Queried):
    model, batches = query.model, query.categories_of("transform_batch")
    for target in query.values("transform_batch"):
        if not isinstance(target.value, str) or not query.accepts("transform_batch"):
            continue
        if target.value == "all" or model.covariate_with(target.value) is not None:
            continue  # transform-batch-all-string, transform-batch-covariate
        gone = model.taken_out("batch_key", target.value)
        if gone is not None:
            yield query.finding(
                target,
                f"The cells of {target} were taken out of {model.batch_key!r} before the set-up, "
                f"so {query.call.name} raises ValueError. Name a batch that is left.",
                because=(model.registration, gone),
            )
        if batches is None or not batches.rule_out(target.value):
            if batches is None and target.value == model.batch_key:
                yield _names_the_column(query, target)
            continue
        otherwise = f"Use {listed(batches.names, word='or')}."
        suggestion = suggest(target.value, batches.names, otherwise, offered=3)
        yield query.finding(
            target,
            f"{target} is not a category of {batches.key!r}, so {query.call.name} raises "
            f"ValueError, after the training. {suggestion.advice}",
            because=(model.registration, batches.known),
            fixes=suggestion.fixes(target),
        )


def _names_the_column(query: Queried, target: Item) -> Remark:
    return query.finding(
        target,
        f"{target} is the column that holds the batches, not one of them: {query.call.name} "
        "raises ValueError, after the training. Name one of its categories.",
        because=query.model.registration,
        certain=False,
        doubt="the batches are not known, and one may be called so",
    )
