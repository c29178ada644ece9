"""Genes are taken out after the data was registered.

`setup_anndata` counts the genes, and the network gets one input for each of them. Genes that are
filtered in place afterwards are missing from every batch of cells that the network is given, so
training (or, after it, every question to the model) ends in an error about matrix shapes.

Filter and select genes first, register afterwards. Cells may be filtered at any time.

    # bad: raises RuntimeError
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    sc.pp.filter_genes(adata, min_counts=4700)  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # bad: raises RuntimeError
    import scanpy as sc
    import scvi

    def select(data, **options):
        sc.pp.highly_variable_genes(  # <- finding
            data, flavor="seurat_v3", layer="counts", subset=True, **options
        )

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    select(adata, n_top_genes=50)
    model.train(max_epochs=1)

    # bad: raises RuntimeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata._inplace_subset_var(adata.var_names[:50])  # <- finding
    latent = model.get_latent_representation()

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.filter_genes(adata, min_counts=1)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    sc.pp.highly_variable_genes(adata, flavor="seurat_v3", layer="counts", n_top_genes=50)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good: cells, another object, or when the model is done
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    sc.pp.filter_cells(adata, min_counts=1)
    plotted = adata.copy()
    sc.pp.filter_genes(plotted, min_counts=4700)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    model.save("trained")
    sc.pp.filter_genes(adata, min_counts=4700)
"""

from scvi_lint.rule import OfModel, Queried, Registration, Subset, Trained, cites, rule, slots

# What asks nothing of the cells.
READS_NO_CELLS = frozenset({"get_loadings", "get_var_names", "get_hyperparameters"})


@rule(
    "SCV123",
    severity="error",
    cites=cites(
        "tutorials/notebooks/quick_start/data_loading",
        "tutorials/notebooks/data_loading",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "{setup}",
        "scvi.model.SCVI.setup_anndata",
        "scvi.data.setup_anndata",
    ),
)
def filter_after_setup(change: Subset):
    if change.what != "genes":
        return
    for class_name, known in change.adata.registrations.items():
        used = _used(change, known.value)
        if used is None:
            continue
        yield change.finding(
            change.call,
            f"{change.adata.name} was registered for {class_name} with all its genes: with fewer, "
            f"{used.call.name} raises RuntimeError about shapes. Filter first, then register.",
            because=(known, used.reason(f"{used.call.name} meets fewer genes here")),
            certain=change.certain and not _has_filtered_before(change),
            doubt="it may find nothing to take out",
            breaks=((change.adata.id, slots.GENES),),
        )
        return


def _used(change: Subset, registration: Registration) -> OfModel | None:
    """The first training or question that reads these cells for a model of this registration."""
    for event in change.later(Trained, Queried):
        if not event.model.is_built_on(registration) or event.call.name in READS_NO_CELLS:
            continue
        asked = event.adata or event.model.adata
        if asked is not None and asked.id == change.adata.id:
            return event
    return None


def _has_filtered_before(change: Subset) -> bool:
    """Whether the same filter ran on this object before: then it may find nothing to take out."""
    return any(
        event.adata.id == change.adata.id and event.call.function == change.call.function
        for event in change.earlier(Subset)
    )
