"""Covariate keys are given as one string where a list of column names is expected.

`categorical_covariate_keys` and `continuous_covariate_keys` take a list. A bare string is not
refused at once; it fails later, inside the registration, with a message about `.obsm` that never
names the argument.

Put the name into a list: `categorical_covariate_keys=["donor"]`.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys="labels")  # <- finding

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
        if given is None or column is None:
            continue
        yield setup.finding(
            given,
            f"{name} takes a list of column names, not one string: the registration fails with "
            f"a message about obsm. Write [{column!r}].",
            fixes=[
                replace(given, f"[{setup.source(given.span)}]", f"Write [{column!r}]", safe=True)
            ],
            breaks=setup.breaks_registration,
        )
