"""Data comes to a model with another number of genes.

A model knows the genes that it was trained on, often the two thousand most variable ones, and
takes them by position. Data with more or fewer genes raises ValueError ("Number of vars in
adata_target not the same as source") in `load`, in `load_query_data` and in every question.

Take the model's genes, in its order, before loading; `prepare_query_anndata(query, model)` does
that for a query and pads the genes that it lacks with zeros.

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

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(genes=20, obs={"batch": "r*120"})
    # file: query.h5ad = cells(genes=30, obs={"batch": "q*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    mapped = scvi.model.SCVI.load_query_data(query, model)  # <- finding

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(genes=20, obs={"batch": "r*120"})
    # file: query.h5ad = cells(genes=30, obs={"batch": "q*120"})
    import scanpy as sc
    from scvi.model import SCVI as Reference

    def train(path):
        data = sc.read_h5ad(path)
        Reference.setup_anndata(data, batch_key="batch")
        model = Reference(data)
        model.train(max_epochs=1)
        return model

    arguments = {"adata": sc.read_h5ad("query.h5ad"), "reference_model": train("ref.h5ad")}
    mapped = Reference.load_query_data(**arguments)  # <- finding

    # bad: raises ValueError after training
    # file: pbmc.h5ad = cells(genes=30, obs={"batch": "a*60 b*60"})
    # file: new.h5ad = cells(genes=20, obs={"batch": "a*60 b*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression(sc.read_h5ad("new.h5ad"))  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(model)
    solo.train(max_epochs=1)
    solo.save("solo")
    again = scvi.external.SOLO.load("solo", adata)  # <- finding

    # good
    # file: pbmc.h5ad = cells(genes=30, obs={"batch": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata = adata[:, [f"GENE{number}" for number in range(20)]].copy()
    model = scvi.model.SCVI.load("model", adata)

    # good
    # file: ref.h5ad = cells(genes=20, obs={"batch": "r*120"})
    # file: query.h5ad = cells(genes=30, obs={"batch": "q*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    scvi.model.SCVI.prepare_query_anndata(query, model)
    mapped = scvi.model.SCVI.load_query_data(query, model)
"""

from scvi_lint.rule import DataGiven, cites, rule


@rule(
    "SCV751",
    severity="error",
    covers=("load-other-genes", "query-genes-not-prepared"),
    cites=cites(
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "{symbol}",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def data_has_other_genes(given: DataGiven):
    for genes in given.differences("genes"):
        advice = "Take the model's genes in its order first, or use prepare_query_anndata."
        if given.door == "query":
            advice = "Call prepare_query_anndata(query, model) first."
        mine, theirs = genes.counts
        what = f"{mine} genes, {given.known_as.lower()} {theirs}"
        if theirs is None:
            what = f"{mine} genes than {given.known_as.lower()}"
        if mine == "other":
            what = f"genes, and a {given.class_name} model holds a latent space in their place"
            advice = "Save it with save_anndata=True, and load it without data."
        yield given.finding(
            given.spot,
            f"{given.adata.name} has {what}: {given.call.name} raises {genes.raises}. {advice}",
            because=given.why(genes),
            certain=genes.certain,
            doubt="it rests on how many genes the choice left",
        )
        return
