"""A model is asked about data with a batch that it was not trained on.

Data given to a method are registered like the model's own. A batch or label that the model does
not know raises ValueError: "Category … not found in source registry." The message speaks of
`extend_categories`, which no method of a model takes.

New batches are mapped with `load_query_data`.

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
"""

from scvi_lint.rule import Queried, cites, listed, rule


@rule(
    "SCV454",
    severity="error",
    cites=cites(
        "user_guide/background/transfer_learning#architectural-surgery",
        "user_guide/models/scvi#preliminaries",
    ),
)
def inference_new_category(query: Queried):
    given, argument = query.adata, query.argument("adata")
    batches = query.model.batches
    if given is None or argument is None or batches is None or not batches.column.closed:
        return
    if query.model.adata is not None and query.model.adata.id == given.id:
        return
    levels = given.levels(batches.key)
    if levels is None or not levels.column.closed:
        return
    new = [name for name in levels.names if batches.rule_out(name)]
    if not new or not levels.occurs(new):
        return
    yield query.finding(
        argument,
        f"{given.name} has {listed(new, 3)} in obs[{batches.key!r}], which this model never saw: "
        f"{query.call.name} raises ValueError. Map new batches with load_query_data.",
        because=(query.model.registration, batches.known, levels.known),
        cause=given.id,
    )
