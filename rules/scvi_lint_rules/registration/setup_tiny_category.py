"""A category has one or two cells.

Each category of `batch_key` gets parameters of its own, which one or two cells cannot teach.
scvi-tools warns of "fewer than 3 cells", but prints the category's number and not its name.

Merge the category with another one, or take its cells out.

    # bad: warns "fewer than 3 cells"
    # file: pbmc.h5ad = cells(obs={"batch": "lane1*60 lane2*58 pilot*2"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- finding

    # bad: warns "fewer than 3 cells"
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60", "site": "north*119 south*1"})
    import scanpy as sc
    import scvi

    def fit(adata, covariates, batch="batch"):
        scvi.model.SCVI.setup_anndata(
            adata, batch_key=batch, categorical_covariate_keys=covariates
        )

    fit(sc.read_h5ad("pbmc.h5ad"), ["site"])  # <- finding

    # good
    # file: pbmc.h5ad = cells(obs={"batch": "lane1*60 lane2*58 pilot*2"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata = adata[adata.obs["batch"] != "pilot"].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""

from scvi_lint.rule import Registered, cites, rule, slots

FEW = 3


@rule(
    "SCV157",
    severity="warning",
    cites=cites(
        "{setup}",
        "user_guide/models/{model}#generative-process",
        "user_guide/models/{model}",
        "user_guide/models/scvi#generative-process",
    ),
)
def setup_tiny_category(setup: Registered):
    for entry in setup.entries(slots.OBS):
        known = entry.column
        seen = None if known is None else known.value.seen
        if known is None or seen is None or not entry.is_categorical or not seen.counts:
            continue
        # Where most are tiny the column itself is the fault: another rule's.
        cells = entry.adata.cells_in_file or 0
        if (seen.n_categories or 0) > max(cells / 2, 20) or seen.whole is False:
            continue
        tiny = {name: count for name, count in seen.counts.items() if count < FEW}
        if not tiny or not entry.adata.has_all_cells:
            continue
        name, count = min(tiny.items(), key=lambda pair: pair[1])
        others = f" and {len(tiny) - 1} more are as small" if len(tiny) > 1 else ""
        yield setup.finding(
            entry.item,
            f"{name!r} in obs[{entry.name!r}] has {count} cell{'s' * (count > 1)}{others}: too "
            "few to learn its parameters. Merge it with another category, or take it out.",
            because=known,
        )
