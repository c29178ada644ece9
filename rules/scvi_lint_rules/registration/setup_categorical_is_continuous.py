"""A column of measurements is registered as a category.

Each different value becomes a batch of its own, with parameters of its own: a column of
percentages or counts gives nearly as many batches as cells, and the model learns nothing that
cells have in common. The only hint is a warning about categories with fewer than three cells.

A measurement belongs into `continuous_covariate_keys`; or divide it into a few bins.

    # bad: warns "fewer than 3 cells"
    # file: pbmc.h5ad = cells(obs={"pct_mt": np.linspace(0, 20, 120)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["pct_mt"])  # <- finding

    # bad: warns "fewer than 3 cells"
    # file: pbmc.h5ad = cells(obs={"barcode": " ".join(f"cell{i}" for i in range(120))})
    import scanpy as sc
    import scvi

    config = {"model": {"batch_key": "barcode"}}
    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, **config["model"])  # <- finding

    # bad: warns "fewer than 3 cells"
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["cell"] = adata.obs.index.astype(str)
    scvi.model.SCVI.setup_anndata(adata, batch_key="cell")  # <- finding

    # good: what stands before the number of the cell
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["lane"] = adata.obs_names.str[0]
    scvi.model.SCVI.setup_anndata(adata, batch_key="lane")

    # bad: warns "fewer than 3 cells"
    import scanpy as sc
    import scvi

    def register(data, **keys):
        scvi.model.SCVI.setup_anndata(data, **keys)  # <- finding

    adata = scvi.data.synthetic_iid()
    sc.pp.calculate_qc_metrics(adata, percent_top=None, inplace=True)
    register(adata, batch_key="total_counts")

    # good
    # file: pbmc.h5ad = cells(obs={"pct_mt": np.linspace(0, 20, 120), "sample": "a*60 b*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="sample", continuous_covariate_keys=["pct_mt"]
    )

    # good: hundreds of donors are fine
    # file: atlas.h5ad = cells(obs={"donor": " ".join(f"donor{i}*4" for i in range(100))})
    import scanpy as sc
    import scvi

    atlas = sc.read_h5ad("atlas.h5ad")
    scvi.model.SCVI.setup_anndata(atlas, batch_key="donor")
"""

from scvi_lint.rule import NAMES_OF_CELLS, Registered, cites, rule, slots


@rule(
    "SCV155",
    severity="warning",
    cites=cites(
        "{setup}",
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
    covers=("batch-per-cell",),
)
def setup_categorical_is_continuous(setup: Registered):
    for entry in setup.entries(slots.OBS):
        known = entry.column
        seen = None if known is None else known.value.seen
        if known is None or not entry.is_categorical:
            continue
        if known.value.made_by == NAMES_OF_CELLS:
            yield setup.finding(
                entry.item,
                f"obs[{entry.name!r}] holds the name of each cell; as {entry.argument} every cell "
                "becomes a category of its own. Name a column of samples or batches.",
                because=known,
                breaks=setup.breaks_registration,
            )
            continue
        if seen is None:
            if known.value.kind == "continuous":
                yield setup.finding(
                    entry.item,
                    f"obs[{entry.name!r}] holds measurements; as {entry.argument} each value "
                    "becomes a category of its own. Use continuous_covariate_keys, or bins.",
                    because=known,
                    breaks=setup.breaks_registration,
                )
            continue
        cells = entry.adata.cells_in_file
        if seen.whole is False and known.value.kind == "continuous" and seen.minimum is not None:
            yield setup.finding(
                entry.item,
                f"obs[{entry.name!r}] holds measurements ({seen.minimum:g} to {seen.maximum:g}); "
                f"as {entry.argument} each value becomes a category of its own. Use "
                "continuous_covariate_keys, or bins.",
                because=known,
                breaks=setup.breaks_registration,
            )
        elif cells and seen.n_categories and seen.n_categories > max(cells / 2, 20):
            yield setup.finding(
                entry.item,
                f"obs[{entry.name!r}] has {seen.n_categories} different values in {cells} cells; "
                f"as {entry.argument} each becomes a category with its own parameters. Name a "
                "column of samples or batches.",
                because=known,
                breaks=setup.breaks_registration,
            )
