"""Data comes to a model with categories that the model was not trained on.

Data that a method or `load` is given are registered with the categories of the model, and a batch,
label or covariate that is not among them raises ValueError: "Category … not found in source
registry". The model has no parameters for it. The message speaks of `extend_categories`, which no
method of a model takes. `load_query_data` does extend a model, by batches and covariates, but never
by labels: the classifier has no output for them.

Map new batches with `load_query_data`; set labels that the reference lacks to the unlabelled
category, and the model predicts them.

    # bad: raises ValueError
    # file: new.h5ad = cells(obs={"batch": "a*60 c*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("new.h5ad")
    model = scvi.model.SCVI.load("model", adata)  # <- finding

    # bad: raises ValueError
    # file: new.h5ad = cells(obs={"sample": "x*60 y*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    def read(path):
        data = sc.read_h5ad(path)
        data.obs["batch"] = data.obs["sample"]
        return data

    model = scvi.model.SCVI.load(dir_path="./model", adata=read("new.h5ad"))  # <- finding

    # bad: raises ValueError after training
    # file: pbmc.h5ad = cells(obs={"donor": "a*60 b*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    left_out = "b"
    seen = adata[adata.obs["donor"] != left_out].copy()
    scvi.model.SCVI.setup_anndata(seen, batch_key="donor")
    model = scvi.model.SCVI(seen)
    model.train(max_epochs=1)
    case = adata[adata.obs["donor"] == left_out].copy()
    case.obsm["X_scVI"] = model.get_latent_representation(case)  # <- finding

    # bad: raises ValueError after training
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60"})
    # file: new.h5ad = cells(obs={"batch": "b*60 c*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    other = sc.read_h5ad("new.h5ad")
    latent = model.get_latent_representation(other)  # <- finding

    # bad: raises ValueError after training
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60"})
    import scanpy as sc
    import scvi

    def score(model, data):
        return model.get_elbo(data)  # <- finding

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    held_out = sc.read_h5ad("pbmc.h5ad")
    held_out.obs["batch"] = "held out"
    score(model, held_out)

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(obs={"cell_type": "T*60 B*60", "batch": "r*120"})
    # file: query.h5ad = cells(obs={"cell_type": "T*60 NK*60", "batch": "q*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCANVI.setup_anndata(ref, "cell_type", "Unknown", batch_key="batch")
    model = scvi.model.SCANVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    mapped = scvi.model.SCANVI.load_query_data(query, model)  # <- finding

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(obs={"cell_type": "T*60 B*60", "batch": "r*120"})
    # file: query.h5ad = cells(obs={"batch": "q*120"})
    import scanpy as sc
    from scvi.model import SCANVI

    def map_query(reference, data):
        data.obs["cell_type"] = "unlabelled"
        return SCANVI.load_query_data(adata=data, reference_model=reference)  # <- finding

    ref = sc.read_h5ad("ref.h5ad")
    SCANVI.setup_anndata(ref, "cell_type", "Unknown", batch_key="batch")
    model = SCANVI(ref)
    model.train(max_epochs=1)
    mapped = map_query(model, sc.read_h5ad("query.h5ad"))

    # bad: raises ValueError after training
    # file: pbmc.h5ad = cells(obs={"batch": "a*120", "donor": "d1*60 d2*60"})
    # file: new.h5ad = cells(obs={"batch": "a*120", "donor": "d2*60 d3*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["donor"])
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("fitted")
    again = scvi.model.SCVI.load("fitted", adata=sc.read_h5ad("new.h5ad"))  # <- finding

    # good
    # file: new.h5ad = cells(obs={"batch": "a*60 c*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("new.h5ad")
    model = scvi.model.SCVI.load_query_data(adata, "model")

    # good
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60"})
    # file: new.h5ad = cells(obs={"batch": "b*60 c*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = scvi.model.SCVI.load_query_data(sc.read_h5ad("new.h5ad"), model)
    other = sc.read_h5ad("new.h5ad")
    known = other[other.obs["batch"] == "b"].copy()
    latent = model.get_latent_representation(known)

    # good
    # file: ref.h5ad = cells(obs={"cell_type": "T*60 B*60", "batch": "r*120"})
    # file: query.h5ad = cells(obs={"cell_type": "T*60 NK*60", "batch": "q*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCANVI.setup_anndata(ref, "cell_type", "Unknown", batch_key="batch")
    model = scvi.model.SCANVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    query.obs["cell_type"] = "Unknown"
    mapped = scvi.model.SCANVI.load_query_data(query, model)
"""

from scvi_lint.rule import DataGiven, cites, listed, rule


@rule(
    "SCV753",
    severity="error",
    covers=("load-new-category", "inference-new-category", "query-new-labels"),
    cites=cites(
        "{symbol}",
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def data_has_new_category(given: DataGiven):
    for new in given.differences("category"):
        of_system = given.class_name == "SysVI" and given.door == "query"
        if new.raises is None or (of_system and new.argument == "batch_key"):  # see SCV860
            continue
        advice = f"Map new batches with {given.class_name}.load_query_data."
        if new.argument == "labels_key":
            unlabeled = given.expected.names("unlabeled_category")
            advice = (
                f"Set the column to {unlabeled[0]!r} first."
                if unlabeled
                else "Leave these cells out."
            )
        elif not given.cls.method("load_query_data") or given.cls.has("is_a_front"):
            advice = "Leave these cells out, or train on all."
        known = given.known_as.lower()
        yield given.finding(
            given.spot,
            f"obs[{new.name!r}] has {listed(new.names, 3)}, which {known} never saw: "
            f"{given.call.name} raises {new.raises}. {advice}",
            because=given.why(new),
            cause=given.adata.id,
        )
        return
