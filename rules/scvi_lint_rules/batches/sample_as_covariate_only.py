"""The sample is registered as a covariate, and `batch_key` is left free.

Both kinds of key tell the decoder of technical differences, but only `batch_key` supports what is
asked about batches later: `transform_batch`, `batch_correction=True` in differential expression,
`dispersion="gene-batch"`, `batch_representation="embedding"`, and, before scvi-tools 1.2, mapping
new data onto the model. The documentation advises to use it first.

Give the main technical variable as `batch_key`, and the others as covariates.

    # bad: silent: the model knows one batch
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["sample"] = adata.obs["batch"]
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["sample"])  # <- finding
    model = scvi.model.SCVI(adata)

    # bad: silent: the model knows one batch
    import scvi

    COVARIATES = ["labels", "library_id"]

    def register(data):
        scvi.model.SCVI.setup_anndata(data, categorical_covariate_keys=COVARIATES)  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.obs["library_id"] = adata.obs["batch"]
    register(adata)
    model = scvi.model.SCVI(adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="batch", categorical_covariate_keys=["labels"]
    )
    model = scvi.model.SCVI(adata)

    # good: no batch on purpose, several covariates of equal rank, a class without batch_key
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = adata.obs["sample"] = adata.obs["batch"]
    scvi.model.SCVI.setup_anndata(
        adata, batch_key=None, categorical_covariate_keys=["sample"]
    )
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["labels", "donor"])
    model = scvi.model.SCVI(adata)
"""

from scvi_lint.rule import Registered, cites, rule

TECHNICAL = frozenset(
    """batch batch_id sample sample_id sampleid sample_name samples library library_id lane lane_id
    chip plate plate_id well well_id run run_id channel dataset dataset_id study study_id orig.ident
    sequencing_run pool gem""".split()
)
# Technical as well as biological: told only where nothing stands beside them.
DONORS = frozenset(
    "donor donor_id patient patient_id subject subject_id individual mouse mouse_id animal".split()
)


@rule(
    "SCV391",
    severity="info",
    cites=cites(
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "{setup}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def sample_as_covariate_only(setup: Registered):
    covariates = setup.argument("categorical_covariate_keys")
    if covariates is None or "batch_key" not in setup.parameters:
        return
    if not setup.call.lacks("batch_key") or not covariates.is_complete:
        return
    items = [item for item in covariates.items if isinstance(item.value, str)]
    wanted = TECHNICAL | DONORS if len(items) == 1 else TECHNICAL
    for item in items:
        if item.value.lower() not in wanted:
            continue
        yield setup.finding(
            item if item.span in covariates else covariates,
            f"A covariate is corrected for, too, but transform_batch and batch_correction know "
            f"batch_key only. Move {item}, the main technical variable, to batch_key.",
        )
        return
