"""The batch to which all cells are decoded is drawn at random.

Expression as if measured in batch A differs from expression as if measured in batch B: by depth, by
the chemistry, by the cell types that B never had. Which batch it is decides the numbers; drawn by
chance, they are others in each run, or hang on a seed that no reader asks for.

Choose the batch for a reason (the largest, the one with all types), or average over all of them:
`transform_batch=list_of_all_batches`.

    # bad: silent: another batch, other numbers
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    reference = np.random.choice(adata.obs["batch"].unique())
    expression = model.get_normalized_expression(transform_batch=reference)  # <- finding

    # bad: silent: another batch, other numbers
    import random
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    batches = list(adata.obs["batch"].unique())
    expression = model.get_normalized_expression(
        transform_batch=random.choice(batches),  # <- finding
    )

    # bad: silent: another batch, other numbers
    import numpy as np
    import scvi

    def pick(adata, rng):
        batches = adata.obs["batch"].unique().tolist()
        return batches[rng.integers(len(batches))]

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    target = pick(adata, np.random.default_rng(0))
    adata.layers["ref"] = model.get_normalized_expression(transform_batch=target)  # <- finding

    # bad: silent: another batch, other numbers
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression(
        transform_batch=adata.obs["batch"].sample(1).iloc[0]  # <- finding
    )

    # good: the mean over all batches
    import random
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    cells = random.sample(range(adata.n_obs), 20)
    batches = list(adata.obs["batch"].unique())
    expression = model.get_normalized_expression(indices=cells, transform_batch=batches)

    # good: the largest one
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    largest = adata.obs["batch"].value_counts().idxmax()
    expression = model.get_normalized_expression(transform_batch=largest)
"""

from scvi_lint.rule import Argument, Fix, Queried, cites, quoted, receiver_of, replace, rule


@rule(
    "SCV439",
    severity="info",
    cites=cites("user_guide/background/counterfactual_prediction#applications", "{symbol}"),
)
def random_reference_batch(query: Queried):
    target = query.given("transform_batch")
    if target is None or target.drawn_at is None:
        return
    yield query.finding(
        target,
        "The batch that all cells are decoded to is drawn at random, and the numbers hang on which "
        "it is. Choose it for a reason, or average over all batches: transform_batch=[…].",
        fixes=[_average(query, target)],
    )


def _average(query: Queried, target: Argument) -> Fix | None:
    """The mean over all batches, where the method takes it of several."""
    model, key = receiver_of(query), query.model.batch_key
    if model is None or key is None or query.call.name != "get_normalized_expression":
        return None
    if "\n" in query.source(target.span):
        return None  # comments may stand between its lines
    every = f"list({model}.adata.obs[{quoted(key)}].unique())"
    return replace(target, every, "Average over all batches", safe=False)
