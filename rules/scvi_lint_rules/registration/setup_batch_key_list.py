"""A key that names one column of obs is given as a list.

`batch_key`, `labels_key`, `size_factor_key` and `sample_key` each name a single column. A list is
not taken apart: pandas is asked for a column whose name is the list, and what the user sees is
`unhashable type: 'list'`, without a word on the argument. (MULTIVI's `size_factor_key` is a list
since 1.2.2, with a column for each of its two modalities.)

A batch that is made of several variables, such as donor and lane, is one column with one name for
each combination: join the columns first. Or keep the main technical variable in `batch_key` and
give the others as `categorical_covariate_keys`, which is a list.

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key=["batch", "labels"])  # <- finding

    # bad: raises TypeError
    import scvi

    settings = {"batch_key": ["batch"]}
    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, **settings)  # <- finding

    # bad: raises KeyError
    import scvi

    KEYS = ("batch", "labels")

    def register(data, key):
        scvi.model.SCVI.setup_anndata(data, batch_key=key)  # <- finding

    register(scvi.data.synthetic_iid(), KEYS)

    # bad: raises TypeError (on 1.0.4)
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["size"] = 1.0
    adata.obs["depth"] = 1.0
    scvi.model.MULTIVI.setup_anndata(adata, size_factor_key=["size", "depth"])  # <- finding

    # good: joined into one column
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["sample"] = adata.obs["batch"].astype(str) + "_" + adata.obs["labels"].astype(str)
    scvi.model.SCVI.setup_anndata(adata, batch_key="sample")

    # good: one key out of a list
    import scvi

    keys = ["batch", "labels"]
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key=keys[0], categorical_covariate_keys=keys[1:])
    for key in keys:
        scvi.model.SCVI.setup_anndata(adata, batch_key=key)

    # good: a size factor for each modality
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    mdata.obs["rna_size"] = 1.0
    mdata.obs["atac_size"] = 1.0
    scvi.model.MULTIVI.setup_mudata(
        mdata,
        size_factor_key=["rna_size", "atac_size"],
        modalities={"rna_layer": "rna", "atac_layer": "accessibility"},
    )
"""

from scvi_lint.rule import Argument, Fix, Registered, cites, quoted, replace, rule

ONE_COLUMN = ("batch_key", "labels_key", "size_factor_key", "sample_key", "panel_key")


@rule(
    "SCV114",
    severity="error",
    cites=cites(
        "{setup}",
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_batch_key_list(setup: Registered):
    for name in ONE_COLUMN:
        given = setup.argument(name)
        if given is None or not given.is_sequence or setup.names_several_columns(name):
            continue
        names = [item.value for item in given.items if isinstance(item.value, str)]
        if given.is_complete and len(names) == 1:
            advice = f"Write {names[0]!r}."
        elif name == "batch_key":
            advice = "Join the columns into one, or list the others in categorical_covariate_keys."
        else:
            advice = "Name one column."
        yield setup.finding(
            given,
            f"{name} names one column of obs, not a list of them: the registration raises "
            f"(unhashable, or not found in obs). {advice}",
            fixes=[_only_name(given, names)],
            breaks=setup.breaks_registration,
        )


def _only_name(given: Argument, names: list[str]) -> Fix | None:
    if len(names) != 1 or not given.is_complete:
        return None
    return replace(given, quoted(names[0]), f"Write {names[0]!r}", safe=True)
