"""`transform_batch` names a category of a covariate, not of the batches.

Cells can be decoded as if from another *batch*. Covariates, registered with
`categorical_covariate_keys`, are given to the decoder too, but no method swaps them: their
categories are unknown to `transform_batch`, which refuses them after the training.

Make the variable that you want to ask about the `batch_key`, and give the other one as the
covariate; the FAQ tells how the two differ.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="batch", categorical_covariate_keys=["labels"]
    )
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="label_1")  # <- finding

    # bad: raises ValueError after training
    import scvi

    setup = {"batch_key": "batch", "categorical_covariate_keys": ["labels"]}
    adata = scvi.data.synthetic_iid()
    adata.obs["labels"] = ["treated", "control"] * 200
    scvi.model.SCVI.setup_anndata(adata, **setup)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for condition in ["control", "treated"]:
        model.get_normalized_expression(transform_batch=condition)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = ["treated", "control"] * 200
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="condition", categorical_covariate_keys=["batch"]
    )
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="treated")

    # good: the same name is a batch as well
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["chemistry"] = adata.obs["batch"]
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="batch", categorical_covariate_keys=["chemistry"]
    )
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="batch_1")
"""

from scvi_lint.rule import Queried, cells_grouped_by, cites, rule


@rule(
    "SCV404",
    severity="error",
    cites=cites(
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "user_guide/background/counterfactual_prediction#applications",
    ),
)
def transform_batch_covariate(query: Queried):
    batches = query.model.batches
    for target in query.values("transform_batch"):
        covariate = query.model.covariate_with(target.value)
        if covariate is None or (batches is not None and not batches.rule_out(target.value)):
            continue
        yield query.finding(
            target,
            f"{target} is a category of the covariate {covariate.key!r}, and transform_batch knows "
            f"batches only: {query.call.name} raises ValueError. {_advice(covariate.key)}.",
            because=(query.model.registration, covariate.known),
            certain=batches is not None,
            doubt="the batches are not known, and one may be called so, too",
        )


def _advice(covariate: str) -> str:
    if cells_grouped_by(covariate):
        return "Name a batch"
    return f"Name a batch, or register {covariate!r} as batch_key instead"
