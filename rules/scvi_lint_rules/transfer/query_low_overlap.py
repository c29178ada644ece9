"""The query shares few genes with the reference, or none.

`prepare_query_anndata` brings a query into the reference's genes and fills those that are missing
with zeros. Below 80 % it warns, and the model sees cells that no sample ever looked like. Where no
name is shared – Ensembl identifiers against symbols, identifiers with a version such as
`ENSG00000141510.18` – it raises ValueError.

Give both the same kind of identifiers, without versions. When genes are really missing, train the
reference anew on those that both have.

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(genes=["CD3E", "CD4", "CD8A", "MS4A1", "NKG7"])
    # file: query.h5ad = cells(genes=["ENSG1", "ENSG2", "ENSG3", "ENSG4", "ENSG5"])
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref)
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    scvi.model.SCVI.prepare_query_anndata(query, model)  # <- finding

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(genes=[f"ENSG0000000{n}" for n in range(9)])
    # file: query.h5ad = cells(genes=[f"ENSG0000000{n}.{n + 2}" for n in range(9)])
    import anndata as ad
    from scvi.model import SCVI

    def reference(path):
        adata = ad.read_h5ad(path)
        SCVI.setup_anndata(adata)
        vae = SCVI(adata)
        vae.train(max_epochs=1)
        return vae

    def bring(adata, **how):
        SCVI.prepare_query_anndata(adata, **how)  # <- finding
        return adata

    query = bring(ad.read_h5ad("query.h5ad"), reference_model=reference("ref.h5ad"))

    # bad: warns "less than 80% of reference var names"
    # file: ref.h5ad = cells(genes=20)
    # file: query.h5ad = cells(genes=12)
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref)
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    scvi.model.SCVI.prepare_query_anndata(query, model)  # <- finding

    # good
    # file: ref.h5ad = cells(genes=20)
    # file: query.h5ad = cells(genes=18)
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref)
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    scvi.model.SCVI.prepare_query_anndata(query, model)
"""

from scvi_lint.rule import ApiUsed, cites, rule

ENOUGH = 0.8


@rule(
    "SCV858",
    severity="error",
    covers=("ensembl-version-suffix",),
    cites=cites(
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/background/transfer_learning",
    ),
    about={"call.name": "prepare_query_anndata"},
)
def query_low_overlap(use: ApiUsed):
    if use.call is None:
        return
    query, reference = use.data_in("adata"), use.model_in("reference_model")
    held = None if reference is None else reference.adata
    if query is None or held is None or not held.has_all_genes:
        return
    mine, theirs = query.possible_genes, held.possible_genes
    if not mine or not theirs:
        return
    share = len(set(mine) & set(theirs)) / len(set(theirs))
    if share >= ENOUGH:
        return
    bare = {_without_version(name) for name in mine} & {_without_version(name) for name in theirs}
    advice = "Use the same kind of identifiers."
    if len(bare) > ENOUGH * len(set(theirs)):
        advice = "They differ by the version at their end (.12): cut it off in both."
    elif share:
        advice = "Train the reference anew on the genes that both have."
    told = "none" if not share else f"{share:.0%}"
    raised = "this raises ValueError" if not share else "the others are filled with zeros"
    yield use.finding(
        use.call.name_span,
        f"{query.name} has {told} of the reference's genes: {raised}. {advice}",
        happens="warns" if share else "",
        because=(held.seen, query.seen),
    )


def _without_version(name: str) -> str:
    head, _, tail = name.rpartition(".")
    return head if head.startswith("ENS") and tail.isdigit() else name
