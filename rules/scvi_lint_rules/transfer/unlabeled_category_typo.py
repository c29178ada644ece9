"""The unlabelled cells have another name than `unlabeled_category` says.

SCANVI takes every cell whose label equals `unlabeled_category` as one without a label. Nothing
checks that such cells exist: spelled differently, "unknown" against "Unknown", the placeholder
becomes a cell type of its own. All cells count as labelled, and `predict` returns "Unknown".

Spell it as the data do.

    # bad: silent: the placeholder is learned as a cell type
    # file: pbmc.h5ad = cells(obs={"cell_type": "T*40 B*40 Unknown*40"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCANVI.setup_anndata(
        adata, labels_key="cell_type", unlabeled_category="unknown"  # <- finding
    )
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)

    # bad: silent: the placeholder is learned as a cell type
    # file: pbmc.h5ad = cells(obs={"labels": "T*40 B*40 unassigned*40"})
    import scanpy as sc
    from scvi.model import SCANVI

    PLACEHOLDER = "Unassigned"

    def register(data, key, placeholder):
        SCANVI.setup_anndata(data, key, placeholder)  # <- finding
        return SCANVI(data)

    model = register(sc.read_h5ad("pbmc.h5ad"), "labels", PLACEHOLDER)
    model.train(max_epochs=1)

    # bad: silent: the placeholder is learned as a cell type
    # file: pbmc.h5ad = cells(obs={"cell_type": "T*60 B*60", "site": "old*80 new*40"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    labels = adata.obs["cell_type"].astype(object)
    labels[adata.obs["site"] == "new"] = "Unknown"
    adata.obs["seed"] = labels.astype("category")
    scvi.model.SCANVI.setup_anndata(
        adata, labels_key="seed", unlabeled_category="unknown"  # <- finding
    )
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)

    # bad: silent: the placeholder is learned as a cell type
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    known = np.arange(adata.n_obs) % 2 == 0
    adata.obs["seed"] = np.where(known, adata.obs["labels"].astype(str), "Unlabelled")
    setup = {"labels_key": "seed", "unlabeled_category": "unlabelled"}
    scvi.model.SCANVI.setup_anndata(adata, **setup)  # <- finding
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)

    # bad: silent: the placeholder is learned as a cell type
    # file: pbmc.h5ad = cells(obs={"seed": "T*60 B*60", "site": "old*80 new*40"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.obs["seed"] = adata.obs["seed"].cat.add_categories("Unknown")
    adata.obs.loc[adata.obs["site"] == "new", "seed"] = "Unknown"
    scvi.model.SCANVI.setup_anndata(
        adata, labels_key="seed", unlabeled_category="UNKNOWN"  # <- finding
    )
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)

    # good: spelled alike, in all the ways in which labels are taken away
    # file: pbmc.h5ad = cells(obs={"kind": "T*60 B*60", "site": "old*80 new*40"})
    import numpy as np
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    new = adata.obs["site"] == "new"
    adata.obs["a"] = adata.obs["kind"].astype(str).mask(new, "Unknown")
    adata.obs["b"] = np.where(new, "Unknown", adata.obs["kind"])
    adata.obs["c"] = adata.obs["kind"].astype(object)
    adata.obs.loc[new, "c"] = np.nan
    adata.obs["c"] = adata.obs["c"].fillna("Unknown")
    for key in ("a", "b", "c"):
        scvi.model.SCANVI.setup_anndata(adata, labels_key=key, unlabeled_category="Unknown")

    # good: also without such cells
    # file: pbmc.h5ad = cells(obs={"cell_type": "T*40 B*40 Unknown*40", "full": "T*60 B*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCANVI.setup_anndata(adata, labels_key="cell_type", unlabeled_category="Unknown")
    scvi.model.SCANVI.setup_anndata(adata, labels_key="full", unlabeled_category="Unknown")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import Registered, cites, quoted, replace, rule


def plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


@rule(
    "SCV850",
    severity="warning",
    cites=cites("user_guide/models/scanvi#preliminaries", "scvi.model.SCANVI.setup_anndata"),
)
def unlabeled_category_typo(setup: Registered):
    given = setup.argument("unlabeled_category")
    name = None if given is None else given.literal
    levels = setup.registration.categories("labels_key")
    if given is None or not isinstance(name, str) or levels is None or name in levels.names:
        return
    meant = [one for one in levels.names if isinstance(one, str) and plain(one) == plain(name)]
    if not meant:
        return
    yield setup.finding(
        given,
        f"The data say {meant[0]!r}, not {name!r}: no cell counts as unlabelled, and "
        f"{meant[0]!r} is learned as a cell type that predict() returns. Spell it as the data do.",
        because=levels.known,
        fixes=[replace(given, quoted(meant[0]), f"Use {meant[0]!r}", safe=False)],
    )
