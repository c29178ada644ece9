"""Data sets were joined under a label that the model is not told of.

`concat(..., label="sample")` writes down which cells came from which data set. Without
`batch_key` the model takes them all for one batch: whatever differs between the data sets, the
laboratory as well as the biology, has to be explained by the latent space, and cells separate by
origin. Nothing fails.

Register the label: `setup_anndata(adata, batch_key="sample")`. If the data sets are no batches, say
so with `batch_key=None`.

    # bad: silent: all data sets are one batch
    import anndata as ad
    import scvi

    first, second = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
    adata = ad.concat({"s1": first, "s2": second}, label="sample", index_unique="-")
    scvi.model.SCVI.setup_anndata(adata)  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # bad: silent: all data sets are one batch
    import scanpy as sc
    import scvi
    from anndata import concat

    LABEL = "dataset"

    def joined(parts):
        data = concat(parts, label=LABEL, keys=["s1", "s2"])
        data.obs_names_make_unique()
        data.layers["counts"] = data.X.copy()
        sc.pp.highly_variable_genes(data, flavor="seurat_v3", layer="counts", subset=True,
                                    n_top_genes=50, batch_key=LABEL)
        return data

    adata = joined([scvi.data.synthetic_iid(), scvi.data.synthetic_iid()])
    scvi.model.SCVI.setup_anndata(adata, layer="counts")  # <- finding
    scvi.model.SCVI(adata).train(max_epochs=1)

    # good
    import anndata as ad
    import scvi

    first, second = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
    adata = ad.concat({"s1": first, "s2": second}, label="sample", index_unique="-")
    scvi.model.SCVI.setup_anndata(adata, batch_key="sample")
    model = scvi.model.SCVI(adata)

    # good: it is registered somewhere, or there are no batches on purpose
    import anndata as ad
    import scvi

    first, second = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
    adata = ad.concat({"s1": first, "s2": second}, label="sample", index_unique="-")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["sample"])
    scvi.external.MRVI.setup_anndata(adata, sample_key="sample")
    scvi.model.SCVI.setup_anndata(adata, batch_key=None)
    scvi.model.PEAKVI.setup_anndata(adata)
    without = scvi.model.PEAKVI(adata)
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="sample")
    with_batches = scvi.model.PEAKVI(adata)
"""

from scvi_lint.rule import Column, Registered, add_argument, cites, quoted, rule, slots

# What such labels tell apart is more often the question than the nuisance, or no batch at all.
PERHAPS_NO_BATCH = frozenset(
    """condition treatment disease genotype timepoint time group stim perturbation cell_type
    modality split partition subset fold set species""".split()
)


@rule(
    "SCV390",
    severity="warning",
    cites=cites(
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "{setup}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def concat_label_unused(setup: Registered):
    adata = setup.adata
    if adata is None or "batch_key" not in setup.parameters or not setup.call.lacks("batch_key"):
        return
    for name, known in adata.entries(slots.OBS).items():
        column = known.value
        if column.made_by not in ("concat", "concatenate"):
            continue
        if _is_one(column) or _is_registered(setup, name):
            continue
        yield setup.finding(
            setup.call.name_span,
            f"{adata.name} was joined from data sets that {name!r} tells apart, but "
            f"{setup.class_name} takes all for one batch. Register batch_key={name!r}.",
            because=known,
            fixes=[
                add_argument(
                    setup,
                    f"batch_key={quoted(name)}",
                    f"Register batch_key={name!r} (the model will be another one)",
                    safe=False,
                )
            ],
            certain=column.made_by == "concat" and name.lower() not in PERHAPS_NO_BATCH,
            doubt="what this label tells apart may be no batch",
        )
        return


def _is_one(column: Column) -> bool:
    return column.closed and len(column.categories or ()) == 1


def _is_registered(setup: Registered, name: str) -> bool:
    """Whether this call or another one of the program registers the column."""
    given = setup.argument("prepare_data_kwargs")
    if given is not None and any(one.value.text == name for one in given.entries().values()):
        return True  # RESOLVI looks for neighbours within each slice
    return any(
        event.registration.argument_of(name) is not None
        for event in (setup, *setup.earlier(Registered), *setup.later(Registered))
    )
