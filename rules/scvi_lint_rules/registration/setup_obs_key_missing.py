"""`setup_anndata` names a column that the data does not have.

The key arguments (`batch_key`, `labels_key`, the covariates …) are names of columns of
`adata.obs`. A name that is not there raises KeyError at once. Usually it is spelled a little
differently in this file, or it is the name that another data set has for it.

    # bad: raises KeyError
    # file: pbmc.h5ad = cells(obs={"sampleID": "s1*60 s2*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="sample")  # <- finding

    # bad: raises KeyError
    # file: data/atlas.h5ad = cells(obs={"donor": "d1*60 d2*60", "assay": "v2*20 v3*100"})
    import os

    import anndata as ad
    import scvi

    FOLDER = "data"
    COVARIATES = ["donor", "tech"]  # <- finding

    def load(name):
        return ad.read_h5ad(os.path.join(FOLDER, name))

    atlas = load("atlas.h5ad")
    scvi.model.SCVI.setup_anndata(atlas, categorical_covariate_keys=COVARIATES)

    # good: the column is made before
    # file: pbmc.h5ad = cells(obs={"sampleID": "s1*60 s2*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.obs["sample"] = adata.obs["sampleID"].astype("category")
    sc.pp.calculate_qc_metrics(adata, percent_top=None, inplace=True)
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="sample", continuous_covariate_keys=["n_genes_by_counts"]
    )

    # good: the file is written anew by this program
    # file: pbmc.h5ad = cells(obs={"sampleID": "s1*60 s2*60"})
    import scanpy as sc
    import scvi

    source = scvi.data.synthetic_iid()
    source.write_h5ad("pbmc.h5ad")
    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # bad: raises KeyError
    import scvi

    KEPT = ["labels"]
    adata = scvi.data.synthetic_iid()
    adata.obs = adata.obs[KEPT].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- finding

    # bad: raises KeyError
    import scvi

    class Data:
        def __init__(self, adata):
            self.adata = adata
            self.adata.obs = self.adata.obs.rename(columns={"batch": "sample"})

        def register(self, key="batch"):
            scvi.model.SCVI.setup_anndata(self.adata, batch_key=key)  # <- finding

    Data(scvi.data.synthetic_iid()).register()

    # good: columns under other names, and one more
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs = adata.obs.rename(columns={"batch": "sample"}).drop(columns=["labels"])
    adata.obs["labels"] = "T"
    scvi.model.SCVI.setup_anndata(adata, batch_key="sample", labels_key="labels")

    # good: the table got its column back before it was put into place
    import scvi

    adata = scvi.data.synthetic_iid()
    table = adata.obs[["labels"]].copy()
    table["batch"] = "a"
    adata.obs = table
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""

from scvi_lint.rule import Registered, cites, listed, rule, slots, suggest


@rule(
    "SCV150",
    severity="error",
    cites=cites(
        "{setup}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_obs_key_missing(setup: Registered):
    for entry in setup.entries(slots.OBS):
        given = setup.argument(entry.argument)
        unlisted = entry.unlisted
        if unlisted is None and not entry.is_missing:
            continue
        if entry.adata.modalities_with_column(entry.name):
            continue  # a column of a modality is another rule's
        if given is not None and given.positional and entry.adata.layer(entry.name) is not None:
            continue  # setup-positional-confusion says it better
        columns = entry.adata.entries(slots.OBS)
        there = f"The columns are {listed(columns)}." if columns else "There are no columns."
        suggestion = suggest(entry.name, columns, there)
        meant = suggestion.meant
        lacks = "has no" if unlisted is None else "was shown without a"
        yield setup.finding(
            entry.item,
            f"{entry.adata.its('obs')} {lacks} column {entry.name!r}, so "
            f"{entry.argument}={entry.name!r} raises KeyError. "
            f"{suggestion.advice}",
            because=(entry.adata.complete, unlisted, *([columns[meant]] if meant else ())),
            fixes=suggestion.fixes(entry.item),
            breaks=setup.breaks_registration,
        )
