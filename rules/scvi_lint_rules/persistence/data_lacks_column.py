"""Data comes to a model and lacks a column, layer or entry of the model's set-up.

Whoever gives a model other data – `load`, `load_query_data`, a question such as
`get_latent_representation(other)` – has it registered as the model's own was: under the same
names. A column that is missing raises KeyError, a layer that is missing ValueError. (Only a scANVI
query may lack its labels: they are filled in with the unlabelled category.)

Give the new data the columns and layers under the names that the model knows.

    # bad: raises KeyError
    # file: new.h5ad = cells(obs={"sample": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("new.h5ad")
    model = scvi.model.SCVI.load("model", adata)  # <- finding

    # bad: raises ValueError
    # file: new.h5ad = cells(obs={"batch": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(layers={"counts": "counts"}), layer="counts")
    import anndata as ad
    import scvi

    load = scvi.model.SCVI.load
    query = ad.read_h5ad("new.h5ad")
    model = load("model", query)  # <- finding

    # bad: raises KeyError after training
    # file: ref.h5ad = cells(obs={"batch": "r1*60 r2*60"})
    # file: query.h5ad = cells(obs={"sample": "q1*60 q2*60"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    mapped = scvi.model.SCVI.load_query_data(query, model)  # <- finding

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(x="lognorm", layers={"counts": "counts"})
    # file: query.h5ad = cells()
    import scanpy as sc
    import scvi

    class Mapper:
        def __init__(self, path):
            ref = sc.read_h5ad(path)
            scvi.model.SCVI.setup_anndata(ref, layer="counts")
            self.reference = scvi.model.SCVI(ref)
            self.reference.train(max_epochs=1)

        def map(self, path):
            query = sc.read_h5ad(path)
            return scvi.model.SCVI.load_query_data(query, self.reference)  # <- finding

    mapped = Mapper("ref.h5ad").map("query.h5ad")

    # bad: raises KeyError after training
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60"})
    # file: new.h5ad = cells(obs={"sample": "a*60 b*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(sc.read_h5ad("new.h5ad"))  # <- finding

    # bad: raises KeyError after training
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60"})
    # file: new.h5ad = cells(obs={"sample": "a*60 b*60"})
    from pathlib import Path

    import scanpy as sc
    import scvi

    folder = Path("fitted") / "scvi"
    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    model.save(folder)
    other = scvi.model.PEAKVI.load("fitted/scvi/", sc.read_h5ad("new.h5ad"))  # <- finding

    # bad: raises KeyError after training
    import scvi

    def cite():
        return scvi.data.synthetic_iid()

    adata = cite()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    query = cite()
    query.obsm["adt"] = query.obsm.pop("protein_expression")
    mapped = scvi.model.TOTALVI.load_query_data(query, model)  # <- finding

    # good
    # file: new.h5ad = cells(obs={"sample": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("new.h5ad")
    adata.obs["batch"] = adata.obs["sample"]
    model = scvi.model.SCVI.load("model", adata)

    # good
    # file: ref.h5ad = cells(obs={"batch": "r1*60 r2*60"})
    # file: query.h5ad = cells(obs={"sample": "q1*60 q2*60"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    query.obs["batch"] = query.obs["sample"]
    mapped = scvi.model.SCVI.load_query_data(query, model)

    # good: scANVI fills in the label that a query lacks
    # file: ref.h5ad = cells(obs={"cell_type": "T*60 B*60", "batch": "r*120"})
    # file: query.h5ad = cells(obs={"batch": "q*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCANVI.setup_anndata(ref, "cell_type", "Unknown", batch_key="batch")
    model = scvi.model.SCANVI(ref)
    model.train(max_epochs=1)
    mapped = scvi.model.SCANVI.load_query_data(sc.read_h5ad("query.h5ad"), model)
"""

from scvi_lint.rule import DataGiven, cites, nearest, rule


@rule(
    "SCV754",
    severity="error",
    covers=("load-missing-column", "query-layer-missing", "query-batch-column-missing"),
    cites=cites(
        "{symbol}",
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def data_lacks_column(given: DataGiven):
    for missing in (*given.differences("layer"), *given.differences("column")):
        known = f"{given.known_as} was registered with {missing.argument}={missing.name!r}"
        happens = f"{given.call.name} raises {missing.raises}."
        if missing.kind == "layer":
            message = (
                f"{known}, and {given.adata.name} has no such layer: {happens} Put the counts "
                "there first."
            )
        else:
            room = missing.word or "obs"
            meant = nearest(missing.name, given.adata.entries(room))
            what = "column" if room == "obs" else "entry"
            message = f"{known}, and {given.adata.its(room)} has no such {what}: {happens}"
            message += f" Is it {meant!r} here?" if meant else ""
        yield given.finding(given.spot, message, because=given.why(missing))
        return
