"""A continuous covariate has cells without a value.

Nothing looks at the numbers of `continuous_covariate_keys` when they are registered. A single NaN
enters the network with its minibatch, the loss becomes NaN, and the training ends with a
ValueError about the parameters of a distribution.

Fill the missing values, or take these cells out.

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"pct_mt": np.append(np.linspace(0, 1, 118), [np.nan, np.nan])})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, continuous_covariate_keys=["pct_mt"])  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=3)

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"age": np.append(np.nan, np.linspace(-1, 1, 119))})
    import anndata as ad
    import scvi

    class Experiment:
        covariates = ["age"]  # <- finding

        def __init__(self, path):
            self.adata = ad.read_h5ad(path)

        def fit(self):
            scvi.model.SCVI.setup_anndata(self.adata, continuous_covariate_keys=self.covariates)
            model = scvi.model.SCVI(self.adata)
            model.train(max_epochs=3)

    Experiment("pbmc.h5ad").fit()

    # good
    # file: pbmc.h5ad = cells(obs={"pct_mt": np.append(np.linspace(0, 1, 118), [np.nan, np.nan])})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.obs["pct_mt"] = adata.obs["pct_mt"].fillna(adata.obs["pct_mt"].median())
    scvi.model.SCVI.setup_anndata(adata, continuous_covariate_keys=["pct_mt"])
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import LIKELY, Column, Registered, cites, rule, slots


@rule(
    "SCV153",
    severity="error",
    cites=cites(
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "{setup}",
        "scvi.model.SCVI.setup_anndata",
        "scvi.data.setup_anndata",
    ),
)
def setup_nan_continuous(setup: Registered):
    for entry in setup.entries(slots.OBS):
        known = entry.column
        if known is None or not entry.is_numerical or not known.value.missing:
            continue
        if known.value.kind == "categorical":
            continue
        yield setup.finding(
            entry.item,
            f"{_how_many(known.value)} NaN in obs[{entry.name!r}]. Setup "
            "accepts that; the loss becomes NaN and training raises ValueError. Fill the values, "
            "or take the cells out.",
            because=known,
            certain=known.value.missing is not LIKELY,
            doubt="cells were taken out since, perhaps all of these",
        )


def _how_many(column: Column) -> str:
    """As the file tells it, or some, where the program itself left values out."""
    if column.seen is None:
        return "Some cells have"
    count = column.seen.n_missing
    return f"{count} cell{'s have' if count != 1 else ' has'}"
