"""A query is mapped onto a reference that surgery cannot adapt.

Surgery (scArches) freezes the reference and trains only the weights of the new batches. By default
the encoder of most models (totalVI is another) has no input for the batch, so there are none in it:
training the query does not move its latent space at all, and the query's batch effect stays. A
SCANVI that `from_scvi_model` made has the encoder of its SCVI model.

Build the reference with `encode_covariates=True`, `use_layer_norm="both"` and
`use_batch_norm="none"`, as the tutorial does, and train it again.

    # bad: silent: training the query does not change its latent space
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    reference = scvi.model.SCVI(adata)  # <- finding
    reference.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, reference)
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})

    # bad: silent: training the query does not change its latent space
    import scvi

    options = {"n_layers": 2, "encode_covariates": False}

    def reference_model(adata):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        model = scvi.model.SCVI(adata, **options)  # <- finding
        model.train(max_epochs=1)
        return model

    surgery = scvi.model.SCVI.load_query_data(
        scvi.data.synthetic_iid(), reference_model(scvi.data.synthetic_iid())
    )
    surgery.train(max_epochs=1, plan_kwargs=dict(weight_decay=0.0))

    # bad: silent: training the query does not change its latent space
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata, n_latent=5)  # <- finding
    vae.train(max_epochs=1)
    reference = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
    reference.train(max_epochs=1)
    query = scvi.model.SCANVI.load_query_data(scvi.data.synthetic_iid(), reference)
    query.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})

    # bad: silent: training the query does not change its latent space
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    reference = scvi.model.PEAKVI(adata)  # <- finding
    reference.train(max_epochs=1)
    query = scvi.model.PEAKVI.load_query_data(scvi.data.synthetic_iid(), reference)
    query.train(max_epochs=1, weight_decay=0.0)

    # bad: silent: training the query does not change its latent space (on 1.5.1)
    import scvi

    DRVI = scvi.external.DRVI
    adata = scvi.data.synthetic_iid()
    DRVI.setup_anndata(adata, batch_key="batch")
    atlas = DRVI(adata, n_latent=5)  # <- finding
    atlas.train(max_epochs=1)
    query = DRVI.load_query_data(scvi.data.synthetic_iid(), atlas)
    query.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})

    # good: totalVI's encoder is given the batch by default
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(
        adata, batch_key="batch", protein_expression_obsm_key="protein_expression"
    )
    reference = scvi.model.TOTALVI(adata)
    reference.train(max_epochs=1)
    query = scvi.model.TOTALVI.load_query_data(scvi.data.synthetic_iid(), reference)
    query.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})

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
    about={"model.made_by": "load_query_data"},
)
def ref_not_arches_ready(training: Trained):
    reference = _reference(training)
    if reference is None or reference.made_by != "constructor" or not reference.exact:
        return
    built, cls = reference.construction, reference.cls
    if built is None or cls is None or not cls.has("adapts_in_its_encoder"):
        return
    given = built.arguments.get("encode_covariates")
    if given is not None:
        off = given.value.is_literal(False)
    else:
        default = cls.init.default_of("encode_covariates")
        off = built.lacks("encode_covariates") and default == "False"
    if not off:
        return
    yield training.finding(
        built.name_span,
        "Built without encode_covariates=True, its encoder takes no batch: training the query "
        "below cannot move its latent space. Build the reference again with it.",
        because=(
            reference.registration,
            training.reason("the query is trained here"),
        ),
        cause=built.span,
    )


def _reference(training: Trained) -> ModelView | None:
    """The model that was built for the reference of the query model that is trained here."""
    for built in training.earlier(Constructed):
        if built.model.id == training.model.id and built.model.made_by == "load_query_data":
            origin = built.origin
            if origin is not None and origin.made_by == "from_scvi_model":
                return origin.origin  # its encoder is taken over
            return origin
    return None
