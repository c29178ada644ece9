"""`transform_batch` is asked of a model that was registered without `batch_key`.

A model that was told of no batches has a single one, and cannot decode a cell as if it came from
another. Any name given to `transform_batch` is refused – after the training.

Register the column that holds the batches, `setup_anndata(adata, batch_key=...)`, and train
again; or leave `transform_batch` out.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="batch_1")  # <- finding

    # bad: raises ValueError after training
    import scvi

    class Atlas:
        def __init__(self, adata, batch_key=None):
            scvi.model.SCVI.setup_anndata(adata, batch_key=batch_key, labels_key="labels")
            self.model = scvi.model.SCVI(adata)

        def fit(self):
            self.model.train(max_epochs=1)

        def as_if(self, target):
            return self.model.get_normalized_expression(transform_batch=target)  # <- finding

    atlas = Atlas(scvi.data.synthetic_iid())
    atlas.fit()
    atlas.as_if("batch_1")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="batch_1")

    # good: None asks for no other batch
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key=None)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch=None)
"""

from scvi_lint.rule import Queried, cites, rule


@rule(
    "SCV403",
    severity="error",
    cites=cites("user_guide/background/counterfactual_prediction#applications", "{symbol}"),
)
def transform_batch_no_batch_key(query: Queried):
    known = query.model.registration
    if known is None or not query.accepts("transform_batch"):
        return
    if not all(registration.leaves_out("batch_key") for registration in known.values):
        return
    for target in query.values("transform_batch"):
        # The one batch that a model without batches has is called 0.
        if target.value is None or (type(target.value) is int and target.value == 0):
            continue
        yield query.finding(
            target,
            f"{query.class_name} was registered without batch_key, so there is no batch {target}: "
            f"{query.call.name} raises ValueError, after the training. Register a batch_key.",
            because=known,
            cause=known.value.span,
            rests=query.model.rests_on_registration,
        )
        return
