"""A saved model is loaded with its genes in another order.

A model tells its genes apart by position only. With the same genes in another order scvi-tools
warns and goes on; every gene is then read as another one, and all results are wrong.

Bring the genes into the model's order before loading.

    # bad: warns "var_names"
    # file: pbmc.h5ad = cells(genes=[f"GENE{i}" for i in range(19, -1, -1)], obs={"batch": "a*9"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    model = scvi.model.SCVI.load("model", adata)  # <- finding

    # bad: warns "var_names"
    # file: pbmc.h5ad = cells(genes=[f"GENE{i}" for i in range(19, -1, -1)], obs={"batch": "a*9"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import anndata as ad
    import scvi

    paths = {"data": "pbmc.h5ad", "model": "model/"}

    def load(cls, paths):
        return cls.load(paths["model"], adata=ad.read_h5ad(paths["data"]))  # <- finding

    model = load(scvi.model.SCVI, paths)

    # good
    # file: pbmc.h5ad = cells(genes=[f"GENE{i}" for i in range(19, -1, -1)], obs={"batch": "a*9"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata = adata[:, [f"GENE{number}" for number in range(20)]].copy()
    model = scvi.model.SCVI.load("model", adata)
"""

from scvi_lint.rule import Loaded, cites, rule


@rule(
    "SCV752",
    severity="warning",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def load_permuted_genes(load: Loaded):
    if load.genes is None or load.saved is None or load.adata is None:
        return
    known, genes = load.genes
    if not genes.ordered or known.count != genes.count or genes.ordered == known.ordered:
        return
    same = genes.unordered == known.unordered
    what = "the model's genes in another order" if same else "other genes than the model"
    yield load.finding(
        load.place("adata"),
        f"{load.adata.name} has {what}: loading only warns, and every gene is then read as "
        "another one. Take the model's genes in its order first.",
        because=(load.saved, load.adata.seen),
    )
