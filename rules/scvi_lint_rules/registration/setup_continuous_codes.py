"""A continuous covariate holds the numbers of categories.

Cluster numbers, donor numbers or codes are names that happen to be digits. Registered in
`continuous_covariate_keys` they are taken as quantities: cluster 8 is then twice as much of
something as cluster 4. Nothing fails and nothing warns.

Name lanes, chips and donors in `categorical_covariate_keys`. Clusters and cell types belong into
neither: the model takes all covariates out of its latent space.

    # bad: silent: the digits of the names are used as quantities
    # file: pbmc.h5ad = cells(obs={"cluster": "1*40 2*40 3*40"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, continuous_covariate_keys=["cluster"])  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # bad: silent: the digits of the names are used as quantities
    # file: pbmc.h5ad = cells(obs={"lane": "1*40 2*40 4*40", "depth": np.linspace(0, 1, 120)})
    import scanpy as sc
    import scvi

    keys = ["depth"]
    keys.append("lane")  # <- finding
    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, continuous_covariate_keys=keys)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # bad: silent: the numbers of the names are used as quantities
    # file: pbmc.h5ad = cells(obs={"run": "x*40 y*40 z*40"})
    import pandas as pd
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.obs["run_code"] = pd.factorize(adata.obs["run"])[0]
    adata.obs["again"] = adata.obs["run"].astype("category").cat.codes.astype(float)
    scvi.model.SCVI.setup_anndata(
        adata, continuous_covariate_keys=["run_code", "again"]  # <- finding
    )
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good: as categories
    # file: pbmc.h5ad = cells(obs={"run": "x*40 y*40 z*40"})
    import scanpy as sc
    import scvi
    from sklearn.preprocessing import LabelEncoder

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.obs["run_code"] = LabelEncoder().fit_transform(adata.obs["run"])
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["run_code"])
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good
    # file: pbmc.h5ad = cells(obs={"chip": "1*40 2*40 3*40", "age": np.arange(120) % 80 * 1.5})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(
        adata, categorical_covariate_keys=["chip"], continuous_covariate_keys=["age"]
    )
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import (
    CODES,
    Column,
    Fact,
    Item,
    Registered,
    Remark,
    cells_grouped_by,
    cites,
    rule,
    slots,
)


@rule(
    "SCV156",
    severity="warning",
    cites=cites(
        "{setup}",
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_continuous_codes(setup: Registered):
    for entry in setup.entries(slots.OBS):
        known = entry.column
        if known is None or not entry.is_numerical or entry.argument == "size_factor_key":
            continue
        if known.value.made_by == CODES:
            yield _numbered(setup, entry.name, entry.item, entry.argument, known)
            continue
        names = known.value.categories or ()
        if known.value.kind != "categorical" or not known.value.closed or len(names) < 2:
            continue
        digits = [name for name in names if isinstance(name, str) and name.isdigit()]
        if len(digits) < len(names):
            continue
        first, last = min(digits, key=int), max(digits, key=int)
        use = "Leave it out" if cells_grouped_by(entry.name) else "Use categorical_covariate_keys"
        yield setup.finding(
            entry.item,
            f"{entry.name!r} is a label written in digits: {entry.argument} takes it for a "
            f"quantity, and {last!r} for more of it than {first!r}. {use}.",
            because=known,
        )


def _numbered(
    setup: Registered, name: str, item: Item, argument: str, known: Fact[Column]
) -> Remark:
    """The program itself gave each category a number."""
    use = "Leave it out" if cells_grouped_by(name) else "Use categorical_covariate_keys"
    return setup.finding(
        item,
        f"obs[{name!r}] numbers categories: {argument} takes the last one for more of "
        f"something than the first. {use}.",
        because=known,
    )
