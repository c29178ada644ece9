"""A query is mapped onto a reference that surgery cannot adapt.

Surgery (scArches) freezes the reference and trains only the weights of the new batches. By default
SCVI's encoder has no input for the batch, so there are none in the encoder: training the query does
not move its latent space at all, and the query's batch effect stays.

Build the reference with `encode_covariates=True`, `use_layer_norm="both"` and
`use_batch_norm="none"`, as the tutorial does, and train it again.

    # bad: silent: training the query does not change its latent space
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    reference = scvi.model.SCVI(adata)
    reference.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, reference)
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})  # <- finding

    # bad: silent: training the query does not change its latent space
    import scvi

    options = {"n_layers": 2, "encode_covariates": False}

    def reference_model(adata):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        model = scvi.model.SCVI(adata, **options)
        model.train(max_epochs=1)
        return model

    surgery = scvi.model.SCVI.load_query_data(
        scvi.data.synthetic_iid(), reference_model(scvi.data.synthetic_iid())
    )
    surgery.train(max_epochs=1, plan_kwargs=dict(weight_decay=0.0))  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    reference = scvi.model.SCVI(
        adata, encode_covariates=True, use_layer_norm="both", use_batch_norm="none"
    )
    reference.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, reference)
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})
"""

from scvi_lint.rule import Constructed, ModelView, Trained, cites, rule


@rule(
    "SCV812",
    severity="warning",
    cites=cites(
        "user_guide/background/transfer_learning#architectural-surgery",
        "scvi.model.SCVI.load_query_data",
    ),
)
def ref_not_arches_ready(training: Trained):
    if training.model.made_by != "load_query_data" or training.class_name != "SCVI":
        return
    reference = _reference(training)
    if reference is None or reference.made_by != "constructor" or not reference.exact:
        return
    built = reference.construction
    if built is None:
        return
    given = built.arguments.get("encode_covariates")
    off = given.value.is_literal(False) if given is not None else built.lacks("encode_covariates")
    if not off:
        return
    yield training.finding(
        training.call.name_span,
        "The reference was built without encode_covariates=True: its encoder takes no batch, so "
        "training the query cannot move its latent space. Build the reference again with it.",
        because=(reference.thing.get("construction"), reference.registration),
    )


def _reference(training: Trained) -> ModelView | None:
    """The reference of the query model that is trained here."""
    for built in training.earlier(Constructed):
        if built.model.id == training.model.id and built.model.made_by == "load_query_data":
            return built.origin
    return None
