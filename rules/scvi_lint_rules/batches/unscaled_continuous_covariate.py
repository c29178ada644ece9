"""A continuous covariate goes to the network in its raw, large numbers.

scvi-tools does not scale `continuous_covariate_keys`. Values in the hundreds or thousands drown
the genes, which enter as logarithms, and are a common cause of unstable training and NaN.

Standardise the column first: subtract its mean and divide by its standard deviation.

    # bad: silent: large numbers drown the other inputs
    # file: pbmc.h5ad = cells(60, obs={"dead_volume": np.linspace(200.5, 9000.25, 60)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(
        adata,
        continuous_covariate_keys=["dead_volume"],  # <- finding
    )

    # bad: silent: large numbers drown the other inputs
    # file: pbmc.h5ad = cells(60, obs={"minutes": np.arange(60) * 7 + 0.5})
    import anndata as ad
    from scvi.model import SCVI

    SETUP = dict(continuous_covariate_keys=["minutes"])  # <- finding

    class Run:
        def __init__(self, path):
            self.adata = ad.read_h5ad(path)
            SCVI.setup_anndata(self.adata, **SETUP)

    Run("pbmc.h5ad")

    # good
    # file: pbmc.h5ad = cells(60, obs={"minutes": np.arange(60) * 7 + 0.5})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    minutes = adata.obs["minutes"]
    adata.obs["scaled"] = (minutes - minutes.mean()) / minutes.std()
    scvi.model.SCVI.setup_anndata(adata, continuous_covariate_keys=["scaled"])

    # good: a percentage
    # file: pbmc.h5ad = cells(60, obs={"pct_mito": np.linspace(0, 99.5, 60)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, continuous_covariate_keys=["pct_mito"])
"""

from scvi_lint.rule import Registered, cites, rule, slots

# A percentage stays below it.
LARGE = 100.0


@rule(
    "SCV362",
    severity="info",
    cites=cites(
        "{setup}",
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def unscaled_continuous_covariate(setup: Registered):
    for entry in setup.entries(slots.OBS):
        known, seen = entry.known, None
        if entry.argument == "continuous_covariate_keys" and known is not None:
            seen = getattr(known.value, "seen", None)
        if known is None or seen is None or seen.maximum is None or seen.kind == "categorical":
            continue
        if max(abs(seen.minimum), abs(seen.maximum)) <= LARGE or entry.name.lower().endswith(
            ("counts", "umis", "umi", "size", "reads")
        ):
            continue  # the latter is library-size-as-covariate
        yield setup.finding(
            entry.item,
            f"{entry.name!r} goes from {seen.minimum:.4g} to {seen.maximum:.4g} and enters the "
            "network as it is. Standardise the column first: training becomes steadier.",
            because=known,
        )
