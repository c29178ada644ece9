"""Conditions are compared that differ between donors, with cells as the replicates.

Cells of one donor resemble each other. Where every donor has one condition, a comparison of cells
finds what differs between these few people, whatever the condition does: thousands of cells make
every difference look certain. The number of replicates is that of the donors.

Sum the counts by donor and cell type and test those (DESeq2, edgeR), or use MRVI, which compares
samples. Keep this result for ranking genes.

    # bad: silent: cells are counted as replicates
    # file: cohort.h5ad = cells(obs={"donor": "a*40 b*40 c*40 d*40", "disease": "no*80 yes*80"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cohort.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="disease", mode="change")  # <- finding

    # bad: silent: cells are counted as replicates
    # file: cohort.h5ad = cells(obs={"patient_id": "a*40 b*40 c*40 d*40", "arm": "p*80 q*80"})
    import anndata as ad
    import scvi

    HOW = {"groupby": "arm", "group1": "p", "group2": "q", "mode": "change"}

    def compare(path):
        adata = ad.read_h5ad(path)
        scvi.model.SCVI.setup_anndata(adata)
        vae = scvi.model.SCVI(adata)
        vae.train(max_epochs=1)
        return vae.differential_expression(**HOW)  # <- finding

    compare("cohort.h5ad")

    # bad: silent: cells are counted as replicates
    import scvi

    ARMS = {"d1": "sick", "d2": "sick", "d3": "well", "d4": "well"}
    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = ["d1", "d2", "d3", "d4"] * 100
    adata.obs["group"] = adata.obs["donor"].map(ARMS)
    scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="group", mode="change")  # <- finding

    # bad: silent: cells are counted as replicates
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["patient"] = ["P1", "P2", "K1", "K2"] * 100
    adata.obs["arm"] = adata.obs["patient"].replace(["P1", "P2", "K1", "K2"], ["p", "p", "k", "k"])
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for kind in ["label_0", "label_1"]:
        part = adata[adata.obs["labels"] == kind].copy()
        model.differential_expression(  # <- finding
            part, groupby="arm", group1="p", group2="k", mode="change"
        )

    # good: each donor has both conditions
    # file: cohort.h5ad = cells(obs={"donor": "a*80 b*80", "drug": "no*40 yes*40 no*40 yes*40"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cohort.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="drug", mode="change")
"""

from scvi_lint.rule import (
    AnnDataView,
    Compared,
    Remark,
    add_up_model,
    adds_up_by_donor,
    cites,
    names_donor,
    rule,
    slots,
)


@rule(
    "SCV655",
    severity="warning",
    cites=cites(
        "user_guide/background/differential_expression#approximating-population-specific-normalized-expression-levels",
        "user_guide/background/differential_expression",
    ),
)
def donor_pseudoreplication(comparison: Compared):
    if not comparison.call.name.startswith("differential_") or comparison.class_name == "MRVI":
        return
    if adds_up_by_donor(comparison):
        return
    adata, groupby = comparison.model.adata, comparison.argument("groupby")
    column = None if groupby is None else groupby.literal
    if adata is None or not isinstance(column, str) or names_donor(column):
        return
    made = adata.obs(column)
    told = _told_by_donor(comparison, adata, column)
    if told is not None:
        yield told
        return
    donors = [name for name in adata.entries(slots.OBS) if names_donor(name)]
    for donor in donors:
        table = adata.crosstab(column, donor)
        if table is None or made is None:
            continue
        arms = [table.partners(level) for level in made.value.categories or ()]
        arms = [set(people) for people in arms if people]
        if len(arms) < 2 or any(len(people) < 2 for people in arms):
            continue
        if sum(map(len, arms)) != len({one for people in arms for one in people}):
            continue  # some donor has several conditions
        yield comparison.finding(
            comparison.call.name_span,
            f"Each {donor!r} has one {column!r}: the replicates are {sum(map(len, arms))} "
            f"{_several(donor)}, not cells. Compare pseudobulks within a cell type, or use MRVI.",
            because=(adata.seen, made),
            rests=comparison.fault,
            fixes=[add_up_model(comparison, column)],
        )
        return


def _told_by_donor(comparison: Compared, adata: AnnDataView, column: str) -> Remark | None:
    """The program says itself which arm each donor is in: `obs["donor"].map({…})`."""
    made = adata.obs(column)
    parts = made.value.parts if made is not None else ()
    if made is None or len(parts) != 1 or not names_donor(parts[0]):
        return None
    donor, arms = parts[0], made.value.categories or ()
    people = adata.levels(donor)
    if len(arms) < 2 or (people is not None and len(people.names) <= len(arms)):
        return None
    number = "" if people is None or not people.column.closed else f"{len(people.names)} "
    return comparison.finding(
        comparison.call.name_span,
        f"{column!r} is told by {donor!r}: the replicates are {number}{_several(donor)}, not "
        "cells. Compare pseudobulks within a cell type, or use MRVI.",
        because=made,
        rests=comparison.fault,
        fixes=[add_up_model(comparison, column)],
    )


def _several(donor: str) -> str:
    """`patient_id` as a word for several of them."""
    word = donor.lower().removesuffix("_id").removesuffix("id").removesuffix("s")
    return {"mouse": "mice", "individual": "individuals"}.get(word, f"{word}s")
