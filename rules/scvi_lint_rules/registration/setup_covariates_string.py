"""Covariate keys are given as one string where a list of column names is expected.

`categorical_covariate_keys` and `continuous_covariate_keys` take a list. A bare string is not
refused at once; it fails later, inside the registration, with a message about `.obsm` that never
names the argument. A tuple or a set fails as well: pandas takes it for one name.

Put the name into a list: `categorical_covariate_keys=["donor"]`.

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

ARGUMENTS = ("categorical_covariate_keys", "continuous_covariate_keys")


@rule(
    "SCV113",
    severity="error",
    cites=cites(
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_covariates_string(setup: Registered):
    for name in ARGUMENTS:
        given = setup.argument(name)
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
        yield setup.finding(
            given,
            f"{name} takes a list of column names, {found}: the registration fails, {happens}. "
            f"{advice}",
            fixes=[replace(given, written, advice.rstrip("."), safe=True)],
            breaks=setup.breaks_registration,
        )
