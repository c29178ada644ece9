"""The proteins given to totalVI are not counts.

totalVI models the antibody counts, background and foreground. Values after CLR, DSB or a
logarithm have lost what it models; scvi-tools warns, and the training goes on.

Give it the raw ADT counts.

    # bad: warns "unnormalized count data"
    # file: cite.h5ad = cells(obsm={"adt": np.random.default_rng(0).normal(1, 1, (120, 12))})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cite.h5ad")
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="adt")  # <- finding

    # bad: warns "unnormalized count data"
    # file: cite.h5ad = cells(obsm={"dsb": np.random.default_rng(0).normal(1, 1, (120, 12))})
    import anndata as ad
    import scvi

    setup = scvi.model.TOTALVI.setup_anndata
    proteins = "dsb"
    data = ad.read_h5ad("cite.h5ad")
    setup(data, proteins)  # <- finding

    # good
    # file: cite.h5ad = cells(obsm={"adt": 12})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cite.h5ad")
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="adt")
"""

from scvi_lint.rule import Registered, cites, rule, slots

NOT_COUNTS = ("scaled", "lognorm", "normalized")


@rule(
    "SCV952",
    severity="warning",
    cites=cites("user_guide/models/{model}#preliminaries", "user_guide/models/totalvi"),
    covers=("totalvi-nan-protein",),
)
def totalvi_normalized_protein(setup: Registered):
    for entry in setup.entries(slots.OBSM):
        known = entry.embedding
        seen = None if known is None else known.value.seen
        if entry.kind != "ProteinObsm" or known is None or seen is None:
            continue
        if seen.nan and entry.adata.has_all_cells:
            yield setup.finding(
                entry.item,
                f"obsm[{entry.name!r}] holds NaN: the loss becomes NaN, and training raises "
                "ValueError. Set a protein to 0 in batches that did not measure it, nowhere else.",
                because=known,
            )
        elif seen.state in NOT_COUNTS:
            low = f" from {seen.minimum:.3g} to {seen.maximum:.3g}" if seen.maximum else ""
            yield setup.finding(
                entry.item,
                f"obsm[{entry.name!r}] holds values{low}, which are no counts. totalVI models the "
                "raw antibody counts; setup only warns. Give it those.",
                because=known,
            )
