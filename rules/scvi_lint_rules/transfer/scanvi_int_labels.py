"""The labels are numbers, and `unlabeled_category` is a word.

SCANVI adds `unlabeled_category` to the labels. Numbers and a word do not go together in one
column, and `setup_anndata` raises ValueError: "Making .obs[…] categorical failed". This happens
with cluster numbers and with labels read from a table.

Make the labels words first: `adata.obs[key] = adata.obs[key].astype(str)`.

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"cluster": np.repeat([0, 1, 2], 40)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCANVI.setup_anndata(
        adata, labels_key="cluster", unlabeled_category="Unknown"  # <- finding
    )

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"cluster": np.repeat([0, 1, 2], 40), "batch": "a*60 b*60"})
    import scanpy as sc
    import scvi

    setup = {"labels_key": "cluster", "unlabeled_category": "Unknown", "batch_key": "batch"}
    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCANVI.setup_anndata(adata, **setup)  # <- finding

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"leiden": "0*40 1*40 2*40"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.obs["seed"] = adata.obs["leiden"].astype(int)
    scvi.model.SCANVI.setup_anndata(
        adata, labels_key="seed", unlabeled_category="Unknown"  # <- finding
    )

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["code"] = adata.obs["labels"].cat.codes
    scvi.external.TOTALANVI.setup_anndata(
        adata,
        protein_expression_obsm_key="protein_expression",
        labels_key="code",  # <- finding
        unlabeled_category="unlabelled",
    )

    # good: the value for cells without a label is a number, too
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["code"] = adata.obs["labels"].cat.codes
    scvi.model.SCANVI.setup_anndata(adata, labels_key="code", unlabeled_category=-1)

    # good: words again
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["code"] = adata.obs["labels"].cat.codes.astype(np.int64).astype("str")
    scvi.model.SCANVI.setup_anndata(adata, labels_key="code", unlabeled_category="Unknown")

    # good
    # file: pbmc.h5ad = cells(obs={"cluster": np.repeat([0, 1, 2], 40)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.obs["cluster"] = adata.obs["cluster"].astype(str)
    scvi.model.SCANVI.setup_anndata(adata, labels_key="cluster", unlabeled_category="Unknown")
"""

from scvi_lint.rule import Registered, cites, rule, slots

NUMBERS = ("integer", "continuous", "numeric")


@rule(
    "SCV852",
    severity="error",
    cites=cites("user_guide/models/scanvi#preliminaries", "scvi.model.SCANVI.setup_anndata"),
)
def scanvi_int_labels(setup: Registered):
    if not isinstance(setup.registration.text("unlabeled_category"), str):
        return
    for entry in setup.entries(slots.OBS):
        known = entry.column
        if entry.argument != "labels_key" or known is None or known.value.kind not in NUMBERS:
            continue
        if any(isinstance(name, str) for name in known.value.categories or ()):
            continue
        yield setup.finding(
            entry.item,
            f"obs[{entry.name!r}] holds numbers, which unlabeled_category cannot join: setup "
            "raises ValueError. Make the labels words with astype(str) first.",
            because=known,
            breaks=setup.breaks_registration,
        )
