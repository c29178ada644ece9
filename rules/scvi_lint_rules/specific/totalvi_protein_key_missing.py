"""`setup_anndata` names an entry of obsm that the data does not have.

`protein_expression_obsm_key` is a key of `adata.obsm`, where a table of protein counts is
expected. A key that is not there raises KeyError at once.

Use the key under which the file keeps its proteins, or put them there.

    # bad: raises KeyError
    # file: cite.h5ad = cells(obs={"batch": "a*60 b*60"}, obsm={"protein": 12})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cite.h5ad")
    scvi.model.TOTALVI.setup_anndata(
        adata,
        batch_key="batch",
        protein_expression_obsm_key="protein_expression",  # <- finding
    )

    # bad: raises KeyError
    # file: cite.h5ad = cells(obs={"batch": "a*60 b*60"}, obsm={"X_pca": 3})
    import scanpy as sc
    import scvi

    KEYS = {"protein_expression_obsm_key": "adt", "batch_key": "batch"}

    def fit(path):
        adata = sc.read_h5ad(path)
        scvi.model.TOTALVI.setup_anndata(adata, **KEYS)  # <- finding
        return scvi.model.TOTALVI(adata)

    model = fit("cite.h5ad")

    # good
    # file: cite.h5ad = cells(obs={"batch": "a*60 b*60"}, obsm={"protein": 12})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cite.h5ad")
    scvi.model.TOTALVI.setup_anndata(
        adata, batch_key="batch", protein_expression_obsm_key="protein"
    )
"""

from scvi_lint.rule import Registered, cites, listed, rule, slots, suggest


@rule(
    "SCV950",
    severity="error",
    cites=cites("{setup}", "user_guide/models/{model}#preliminaries", "user_guide/models/totalvi"),
)
def totalvi_protein_key_missing(setup: Registered):
    for entry in setup.entries(slots.OBSM):
        # Other models make the entries that they name here.
        if entry.kind != "ProteinObsm" or not entry.is_missing:
            continue
        there = list(entry.adata.entries(slots.OBSM))
        known = f"obsm has {listed(there)}." if there else "obsm is empty."
        suggestion = suggest(entry.name, there, known)
        yield setup.finding(
            entry.item,
            f"{entry.adata.its('obsm')} has no {entry.name!r}: setup raises KeyError. "
            f"{suggestion.advice}",
            because=entry.adata.seen,
            fixes=suggestion.fixes(entry.item),
            breaks=setup.breaks_registration,
        )
