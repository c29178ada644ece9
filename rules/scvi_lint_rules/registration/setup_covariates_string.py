"""Covariate keys are given as one string where a list of column names is expected.

`categorical_covariate_keys` and `continuous_covariate_keys` take a list. A bare string is not
refused at once; it fails later, inside the registration, with a message about `.obsm` that never
names the argument. A tuple or a set fails as well: pandas takes it for one name.

Put the name into a list: `categorical_covariate_keys=["donor"]`. Since 1.2.2 MULTIVI's
`size_factor_key` is such a list, too: it names a column for RNA and one for ATAC.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys="labels")  # <- finding

    # bad: raises KeyError
    import scvi

    COVARIATES = ("labels", "batch")
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=COVARIATES)  # <- finding

    # bad: raises TypeError
    import scvi

    def register(data, columns):
        scvi.model.SCVI.setup_anndata(data, categorical_covariate_keys=columns)  # <- finding

    register(scvi.data.synthetic_iid(), {"labels"})

    # bad: raises ValueError
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    mdata.obs["size"] = 1.0
    scvi.model.MULTIVI.setup_mudata(
        mdata,
        size_factor_key="size",  # <- finding
        modalities={"rna_layer": "rna", "atac_layer": "accessibility"},
    )

    # good: one column for one modality
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["size"] = 1.0
    scvi.model.SCVI.setup_anndata(adata, size_factor_key="size")

    # good
    import scvi

    COVARIATES = ("labels", "batch")
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=list(COVARIATES))

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["labels"])
"""

from scvi_lint.rule import Registered, cites, replace, rule

ARGUMENTS = ("categorical_covariate_keys", "continuous_covariate_keys", "size_factor_key")


@rule(
    "SCV113",
    severity="error",
    cites=cites(
        "{setup}",
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_covariates_string(setup: Registered):
    for name in ARGUMENTS:
        given = setup.argument(name)
        of_sizes = name == "size_factor_key"
        if of_sizes and not setup.names_several_columns(name):
            continue
        column = None if given is None else given.value.text
        if given is None or (column is None and not given.is_tuple):
            continue
        text = setup.source(given.span)
        if column is not None:
            found, happens = "not one string", "with a message about obsm"
            advice, written = f"Write [{column!r}].", f"[{text}]"
        else:
            found, happens = "not a tuple or set", "for pandas takes it for one name"
            advice, written = "Write a list.", f"list({text})"
        fixes = [replace(given, written, advice.rstrip("."), safe=True)]
        if of_sizes and column is not None:
            advice, fixes = "List two: of RNA and of ATAC.", []
        yield setup.finding(
            given,
            f"{name} takes a list of column names, {found}: the registration fails, {happens}. "
            f"{advice}",
            fixes=fixes,
            breaks=setup.breaks_registration,
        )
