"""A saved model is loaded with data of another number of genes.

A model knows the genes that it was trained on, often the two thousand most variable ones. Loaded
with the whole object, scvi-tools warns that the genes differ and then raises ValueError ("Number
of vars in adata_target not the same as source").

Take the model's genes, in its order, before loading.

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(genes=30, obs={"batch": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    model = scvi.model.SCVI.load("model", adata)  # <- finding

    # bad: raises ValueError
    # file: all.h5ad = cells(genes=30, obs={"batch": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    from pathlib import Path

    import anndata as ad
    import scvi

    FOLDER = Path("model")

    class Query:
        def __init__(self, data):
            self.model = scvi.model.SCVI.load(FOLDER, adata=data)  # <- finding

    query = Query(ad.read_h5ad("all.h5ad"))

    # good
    # file: pbmc.h5ad = cells(genes=30, obs={"batch": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata = adata[:, [f"GENE{number}" for number in range(20)]].copy()
    model = scvi.model.SCVI.load("model", adata)
"""

from scvi_lint.rule import Loaded, cites, rule


@rule(
    "SCV751",
    severity="error",
    cites=cites(
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def load_other_genes(load: Loaded):
    if load.genes is None or load.saved is None or load.adata is None:
        return
    known, genes = load.genes
    if not genes.count or not known.count or genes.count == known.count:
        return
    if load.saved.value.seen.class_name not in ("", load.class_name) or load.adata.is_mudata:
        return
    yield load.finding(
        load.place("adata"),
        f"{load.adata.name} has {genes.count} genes, the saved model {known.count}: load raises "
        "ValueError. Take the model's genes in its order first, or use prepare_query_anndata.",
        because=(load.saved, load.adata.seen),
    )
