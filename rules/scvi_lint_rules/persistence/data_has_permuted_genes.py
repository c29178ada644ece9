"""Data comes to a model with the model's genes in another order, or under other names.

A model tells its genes apart by position only. The same genes in another order pass: `load` and
`load_query_data` warn that `var_names` differ and go on, a question about other data does not even
warn. Every gene is taken for another one, and what comes back means nothing. Other names
of the same number raise nothing either, whatever genes they are.

Bring the genes into the model's order: `other[:, model.adata.var_names].copy()`.

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

    # bad: silent: every gene is taken for another one
    # file: pbmc.h5ad = cells()
    # file: new.h5ad = cells(genes=[f"GENE{number}" for number in range(19, -1, -1)])
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    other = sc.read_h5ad("new.h5ad")
    latent = model.get_latent_representation(other)  # <- finding

    # bad: silent: every gene is taken for another one
    # file: pbmc.h5ad = cells()
    # file: new.h5ad = cells(genes=[f"GENE{number}" for number in range(19, -1, -1)])
    import scanpy as sc
    import scvi

    def embed(model, path):
        return model.get_latent_representation(adata=sc.read_h5ad(path))  # <- finding

    adata = sc.read_h5ad("pbmc.h5ad").copy()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = embed(model, "new.h5ad")

    # bad: silent: every gene is taken for another one
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()[:, ::-1].copy()
    expression = model.get_normalized_expression(query)  # <- finding

    # bad: warns "var_names"
    import scvi

    class Mapping:
        def __init__(self, data):
            self.reference = data[data.obs["batch"] == "batch_0"].copy()
            self.query = data[data.obs["batch"] == "batch_1"].copy()

        def run(self):
            scvi.model.SCVI.setup_anndata(self.reference, batch_key="batch")
            model = scvi.model.SCVI(self.reference)
            model.train(max_epochs=1)
            self.query.var_names = [f"ENSG{number}" for number in range(100)]
            return scvi.model.SCVI.load_query_data(self.query, model)  # <- finding

    mapped = Mapping(scvi.data.synthetic_iid()).run()

    # good
    # file: pbmc.h5ad = cells(genes=[f"GENE{i}" for i in range(19, -1, -1)], obs={"batch": "a*9"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata = adata[:, [f"GENE{number}" for number in range(20)]].copy()
    model = scvi.model.SCVI.load("model", adata)

    # good
    # file: pbmc.h5ad = cells()
    # file: new.h5ad = cells(genes=[f"GENE{number}" for number in range(19, -1, -1)])
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    other = sc.read_h5ad("new.h5ad")
    other = other[:, adata.var_names].copy()
    latent = model.get_latent_representation(other)

    # good: both are sorted
    import scvi

    def read():
        data = scvi.data.synthetic_iid()
        return data[:, sorted(data.var_names)].copy()

    adata = read()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(read())
"""

from scvi_lint.rule import DataGiven, cites, rule


@rule(
    "SCV752",
    severity="warning",
    covers=("load-permuted-genes", "inference-on-permuted-genes"),
    cites=cites(
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "{symbol}",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def data_has_permuted_genes(given: DataGiven):
    name = given.adata.name if given.adata.name.isidentifier() else "other"
    for genes in (*given.differences("order"), *given.differences("names")):
        what = "in another order" if genes.kind == "order" else "under other names"
        advice = f"Use {name}[:, model.adata.var_names].copy()."
        if genes.kind == "names":
            advice = "Use the model's names, and its order."
        happens = "goes by position alone, and takes each for another one"
        if genes.raises is not None:
            happens = f"looks its markers up by name, and raises {genes.raises}"
        yield given.finding(
            given.spot,
            f"{given.adata.name} has the genes {what}: {given.call.name} {happens}. {advice}",
            because=given.why(genes),
            cause=given.adata.id,
        )
        return
