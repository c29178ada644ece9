"""A categorical covariate says nothing that the batch does not say already.

Where each batch has one value of the covariate (every sample comes from one donor), the network is
told the same twice. The parameters of the two cannot be told apart; nothing is corrected better.

Keep the finer one as `batch_key`. A covariate that crosses the batches is another matter.

    # bad: silent: the covariate follows from the batch
    # file: pbmc.h5ad = cells(obs={"sample": "a*30 b*30 c*30 d*30", "donor": "x*60 y*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(
        adata,
        batch_key="sample",
        categorical_covariate_keys=["donor"],  # <- finding
    )

    # bad: silent: the covariate follows from the batch
    # file: pbmc.h5ad = cells(obs={"lane": "1*60 2*60", "kit": "v2*60 v3*60"})
    import anndata as ad
    from scvi.model import SCVI

    COVARIATES = ["kit"]  # <- finding

    def register(adata, **setup):
        SCVI.setup_anndata(adata, categorical_covariate_keys=COVARIATES, **setup)

    register(ad.read_h5ad("pbmc.h5ad"), batch_key="lane")

    # bad: silent: people and the data sets that they came in, as the names say (not run: your file)
    import sys
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad(sys.argv[1])
    scvi.model.SCVI.setup_anndata(
        adata,
        batch_key="dataset",
        categorical_covariate_keys=["donor_id"],  # <- finding
    )

    # good: the two cross
    # file: pbmc.h5ad = cells(obs={"lane": "1*60 2*60", "kit": "v2*30 v3*60 v2*30"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="lane", categorical_covariate_keys=["kit"]
    )
"""

from scvi_lint.rule import Registered, cites, regex, rule

# Where cells come from, the widest first: each of the later ones lies within one of the earlier.
LEVELS = (
    regex(r"(?i)^(?:data_?set|study|project|cohort)(?:_?(?:id|name|key))?$"),
    regex(r"(?i)^(?:donor|patient|subject|individual|participant)(?:_?(?:id|name|key))?$"),
    regex(r"(?i)^(?:sample|library|specimen|biopsy)(?:_?(?:id|name|key))?$"),
)


@rule(
    "SCV361",
    severity="info",
    cites=cites(
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "{setup}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def batch_and_covariate_nested(setup: Registered):
    adata, batch = setup.adata, setup.registration.text("batch_key")
    if adata is None or batch is None:
        return
    for covariate in setup.values("categorical_covariate_keys"):
        name = covariate.value
        if not isinstance(name, str) or name == batch:
            continue
        table, levels = adata.crosstab(batch, name), adata.levels(batch)
        finer = _finer_by_name(batch, name) if levels is None else None
        if finer is not None:
            yield setup.finding(
                covariate,
                f"By their names {batch!r} and {name!r} lie one within the other: the model is "
                f"told the same twice. Take batch_key={finer!r} alone.",
            )
            continue
        if table is None or levels is None or len(levels.names) < 2:
            continue
        partners = [table.partners(level) for level in levels.names]
        if any(len(found) > 1 for found in partners):
            continue
        if len({found[0] for found in partners if found}) < 2:
            continue  # one value in all cells: another matter
        yield setup.finding(
            covariate,
            f"Every {batch!r} has a single {name!r}, so {name!r} adds nothing to "
            f"batch_key={batch!r}. Drop it.",
            because=(levels.known, adata.obs(name)),
        )


def _finer_by_name(batch: str, covariate: str) -> str | None:
    """The finer of two columns, where their names say that one lies within the other."""
    ranks = [
        next((rank for rank, level in enumerate(LEVELS) if level.match(name)), None)
        for name in (batch, covariate)
    ]
    if ranks[0] is None or ranks[1] is None or ranks[0] == ranks[1]:
        return None
    return batch if ranks[0] > ranks[1] else covariate
