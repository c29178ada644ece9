"""A column of categories has cells without a value.

scvi-tools numbers the categories of `batch_key`, `labels_key` and the categorical covariates, and
a missing value has no number. `setup_anndata` then fails with "Making .obs[…] categorical failed",
which says nothing of the missing values.

Take these cells out, or give them a category of their own. For SCANVI, cells without a label get
the name given as `unlabeled_category`.

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*57 nan*3"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- finding

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60", "cell_type": "T*30 B*30 nan*60"})
    import scanpy as sc
    import scvi

    LABELS = "cell_type"  # the annotation of the paper
    adata = sc.read_h5ad("pbmc.h5ad")
    register = scvi.model.SCANVI.setup_anndata
    register(adata, LABELS, "Unknown", batch_key="batch")  # <- finding

    # bad: raises ValueError
    # file: sites.h5ad = cells(obs={"site": "berlin*40 lund*40 oslo*40"})
    import scanpy as sc
    import scvi

    CHEMISTRY = {"berlin": "v2", "lund": "v3"}
    adata = sc.read_h5ad("sites.h5ad")
    adata.obs["chemistry"] = adata.obs["site"].map(CHEMISTRY)
    sc.pp.filter_cells(adata, min_genes=1)
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="site", categorical_covariate_keys=["chemistry"]  # <- finding
    )

    # good: filled
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*57 nan*3"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.obs["batch"] = adata.obs["batch"].cat.add_categories("other").fillna("other")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good: taken out
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*57 nan*3"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata = adata[adata.obs["batch"].notna()].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""

from scvi_lint.rule import LIKELY, Column, Registered, cites, rule, slots


@rule(
    "SCV152",
    severity="error",
    cites=cites(
        "{setup}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_nan_category(setup: Registered):
    for entry in setup.entries(slots.OBS):
        known = entry.column
        if known is None or not entry.is_categorical or not known.value.missing:
            continue
        unlabeled = setup.registration.text("unlabeled_category")
        advice = (
            f"Fill them with {unlabeled!r}."
            if unlabeled is not None and entry.argument == "labels_key"
            else "Take them out, or give them a category."
        )
        yield setup.finding(
            entry.item,
            f"{_how_many(known.value)} no value in obs[{entry.name!r}]: "
            "setup raises ValueError, "
            f"'Making .obs[...] categorical failed'. {advice}",
            because=known,
            certain=known.value.missing is not LIKELY,
            doubt="cells were taken out since, perhaps all of these",
            breaks=setup.breaks_registration,
        )


def _how_many(column: Column) -> str:
    """As the file tells it, or some, where the program itself left values out."""
    if column.seen is None:
        return "Some cells have"
    count = column.seen.n_missing
    return f"{count} cell{'s have' if count != 1 else ' has'}"
