"""`transform_batch` is given a number, but the batches have names.

The documentation of `transform_batch` speaks of integers, and inside the model the batches are
numbered. The value is looked up among the category *names* all the same: 0 is not "batch_0".
Numbers work only where the obs column itself holds numbers.

Give the name of the category.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch=0)  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    number = adata.obs["batch"].nunique()
    model.get_normalized_expression(transform_batch=list(range(number)))  # <- finding

    # bad: raises ValueError after training
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    for code in range(len(np.unique(adata.obs["batch"]))):
        table = vae.get_normalized_expression(transform_batch=code)  # <- finding

    # good: the names behind the numbers
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    names = list(adata.obs["batch"].cat.categories)
    for code in range(len(names)):
        model.get_normalized_expression(transform_batch=names[code])

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="batch_0")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["lane"] = [number % 2 for number in range(adata.n_obs)]
    scvi.model.SCVI.setup_anndata(adata, batch_key="lane")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch=0)
"""

from scvi_lint.rule import Queried, cites, listed, quoted, replace, rule


@rule(
    "SCV402",
    severity="error",
    cites=cites("user_guide/background/counterfactual_prediction#applications", "{symbol}"),
)
def transform_batch_int_code(query: Queried):
    batches = query.model.batches
    if batches is None or not all(isinstance(name, str) for name in batches.names):
        return
    for target in query.values("transform_batch"):
        if type(target.value) is not int or not batches.rule_out(target.value):
            continue
        yield query.finding(
            target,
            f"{target} is looked up among the names of {batches.key!r}, which are strings: "
            f"{query.call.name} raises ValueError, after the training. "
            f"Use {listed(batches.names, word='or')}.",
            because=(query.model.registration, batches.known),
            fixes=[
                replace(target, quoted(name), f"Use {name!r}", safe=False)
                for name in batches.names[:3]
                if isinstance(name, str)
            ],
        )
    given = query.argument("transform_batch")
    known = batches.column.closed and bool(batches.names)
    if given is not None and known and not given.items and given.holds_only("int"):
        yield query.finding(
            given,
            f"The batches of {batches.key!r} are strings such as {batches.names[0]!r}, and numbers "
            f"are none of them: {query.call.name} raises ValueError, after the training.",
            because=(query.model.registration, batches.known),
        )
