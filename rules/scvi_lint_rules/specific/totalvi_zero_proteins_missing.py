"""An antibody has no count in a whole batch, which totalVI takes for not measured.

A protein that is zero in all cells of a batch is treated as missing there: its values are imputed,
and an adversarial classifier is switched on to mix the batches. That is right where the panel
lacked the antibody. Where it was used and nothing bound, the zeros are data.

If they are, build the model with `override_missing_proteins=True`.

    # bad: warns "Some proteins have all 0 counts in some batches"
    # file: cite.h5ad = cells(obs={"lane": "a*9 b*9"}, obsm={"adt": {"CD3": np.arange(18) // 9}})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cite.h5ad")
    scvi.model.TOTALVI.setup_anndata(
        adata,
        protein_expression_obsm_key="adt",  # <- finding
        batch_key="lane",
    )
    model = scvi.model.TOTALVI(adata)

    # bad: warns "Some proteins have all 0 counts in some batches"
    # file: cite.h5ad = cells(120, obsm={"adt": {"CD3": np.ones(120), "CD8": np.zeros(120)}})
    import anndata as ad
    from scvi.model import TOTALVI

    def build(adata, key):
        TOTALVI.setup_anndata(adata, key)  # <- finding
        return TOTALVI(adata)

    model = build(ad.read_h5ad("cite.h5ad"), "adt")

    # good: the zeros are said to be real
    # file: cite.h5ad = cells(120, obsm={"adt": {"CD3": np.ones(120), "CD8": np.zeros(120)}})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cite.h5ad")
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="adt")
    model = scvi.model.TOTALVI(adata, override_missing_proteins=True)

    # good: only some cells have none
    # file: cite.h5ad = cells(120, obsm={"adt": {"CD3": np.ones(120), "CD8": np.arange(120) % 2}})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cite.h5ad")
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="adt")
    model = scvi.model.TOTALVI(adata)
"""

from scvi_lint.rule import Registered, cites, listed, rule, slots


@rule(
    "SCV961",
    severity="warning",
    cites=cites("user_guide/models/totalvi#inference", "user_guide/models/totalvi"),
)
def totalvi_zero_proteins_missing(setup: Registered):
    if not setup.class_name.startswith("TOTAL") or setup.argument("panel_key") is not None:
        return
    for event in setup.models:
        if event.call.open or "override_missing_proteins" in event.call.arguments:
            return
    batch = setup.registration.text("batch_key")
    if batch is None and not setup.lacks("batch_key"):
        return
    for entry in setup.entries(slots.OBSM):
        seen = entry.adata.zeros(entry.name, batch or "") if entry.kind == "ProteinObsm" else None
        for group, proteins in () if seen is None else seen.groups.items():
            if not proteins:
                continue
            where = f"all cells of {batch} {group!r}" if batch else "all cells"
            verb = "is" if len(proteins) == 1 else "are"
            yield setup.finding(
                entry.item,
                f"{listed(proteins, 3)} {verb} 0 in {where}: totalVI takes that for not measured "
                "and imputes. If it is real: override_missing_proteins=True.",
                because=(entry.known, entry.adata.seen),
            )
            return
