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

    # bad: raises ValueError after training
    # file: cells.h5ad = cells(120)
    import scanpy as sc
    import scvi

    def decode(model, site):
        return model.get_normalized_expression(transform_batch=site)  # <- finding

    adata = sc.read_h5ad("cells.h5ad")
    adata.obs["run"] = (["1", "2"] * 400)[: adata.n_obs]
    adata.obs["site"] = (["left", "right"] * 400)[: adata.n_obs]
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="run", categorical_covariate_keys=["site"]
    )
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    decode(model, "left")

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

from scvi_lint.rule import Queried, Remark, cells_grouped_by, cites, rule


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
    told = _by_its_name(query)
    if told is not None:
        yield told
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


def _by_its_name(query: Queried) -> Remark | None:
    """`transform_batch=genotype`, where genotype is a covariate and its levels are not known."""
    given, setup = query.given("transform_batch"), query.model.registration
    if given is None or setup is None or not setup.certain or query.model.batches is not None:
        return None
    name = query.source(given.span)
    covariates = setup.value.call.arguments.get("categorical_covariate_keys")
    keys = [] if covariates is None else [item.value for item in covariates.items]
    if name not in keys or name == setup.value.text("batch_key") or not given.literal:
        return None
    return query.finding(
        given,
        f"{name} is registered as a covariate, and transform_batch knows batches only: "
        f"{query.call.name} raises ValueError. {_advice(name)}.",
        because=setup,
        certain=False,
        doubt="a batch may be called so, too",
    )


def _advice(covariate: str) -> str:
    if cells_grouped_by(covariate):
        return "Name a batch"
    return f"Name a batch, or register {covariate!r} as batch_key instead"
