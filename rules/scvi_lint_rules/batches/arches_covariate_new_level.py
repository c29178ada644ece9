"""New data is mapped onto a model with categorical covariates, which this release cannot do.

From 0.15.3 until 1.2, `load_query_data` refused every reference model that was registered with
`categorical_covariate_keys`: the network could grow by new batches, not by new covariates. It says
so only after the reference was trained.

Use scvi-tools 1.2 or later, or register the variable in which the query differs as `batch_key` of
the reference, and leave the covariates out.

    # bad: raises NotImplementedError after training (on 1.1.6)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["labels"])
    reference = scvi.model.SCVI(adata)
    reference.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.obs["labels"] = "new"
    mapped = scvi.model.SCVI.load_query_data(query, reference)  # <- finding

    # bad: raises NotImplementedError after training (on 1.0.4)
    import scvi

    class Atlas:
        def __init__(self, data, **keys):
            scvi.model.SCVI.setup_anndata(data, **keys)
            self.model = scvi.model.SCVI(data)
            self.model.train(max_epochs=1)

        def map(self, query):
            return scvi.model.SCVI.load_query_data(query, self.model)  # <- finding

    keys = {"batch_key": "batch", "categorical_covariate_keys": ["labels"]}
    atlas = Atlas(scvi.data.synthetic_iid(), **keys)
    mapped = atlas.map(scvi.data.synthetic_iid())

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="labels")
    reference = scvi.model.SCVI(adata)
    reference.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.obs["labels"] = "new"
    mapped = scvi.model.SCVI.load_query_data(query, reference)

    # good: later releases can
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="batch", categorical_covariate_keys=["labels"]
    )
    reference = scvi.model.SCVI(adata)
    reference.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, reference)
"""

from scvi_lint.rule import Constructed, cites, rule


@rule(
    "SCV358",
    severity="error",
    versions=">=0.15.3,<1.2",
    cites=cites(
        "user_guide/background/transfer_learning#architectural-surgery",
        "user_guide/background/transfer_learning",
    ),
    about={"model.made_by": "load_query_data"},
)
def arches_covariate_new_level(built: Constructed):
    known = built.registration
    if known is None:
        return
    covariates = known.value.call.arguments.get("categorical_covariate_keys")
    if covariates is None or not covariates.is_sequence or not covariates.items:
        return
    yield built.finding(
        built.call.name_span,
        "The reference was registered with categorical_covariate_keys, and before scvi-tools 1.2 "
        "load_query_data raises NotImplementedError for that. Use 1.2, or batch_key alone.",
        because=known,
    )
