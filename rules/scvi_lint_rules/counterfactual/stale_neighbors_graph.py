"""UMAP or clusters use an older neighbour graph than the one that was just computed.

With `key_added` scanpy stores the new graph beside the old one. `umap`, `leiden` and their
relatives go on using the graph called "neighbors" unless `neighbors_key` names another: the plot
then shows the graph from before the integration. Likewise a latent space that was stored before
the model was trained again is that of the older model.

Pass `neighbors_key` with the name of the graph; store the latent space again after a training.

    # bad: silent: the UMAP shows the PCA
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sc.pp.neighbors(adata)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI", key_added="scvi")
    sc.tl.umap(adata)  # <- finding
    sc.tl.leiden(adata, key_added="clusters")

    # bad: silent: the graph is that of the first training
    import scanpy as sc
    import scvi

    def embed(data, model):
        data.obsm["X_scVI"] = model.get_latent_representation()

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    embed(adata, model)
    model.train(max_epochs=1)
    sc.pp.neighbors(adata, use_rep="X_scVI")  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sc.pp.neighbors(adata)
    sc.tl.umap(adata)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI", key_added="scvi")
    sc.tl.umap(adata, neighbors_key="scvi")

    # good: the new graph takes the place of the old one
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sc.pp.neighbors(adata)
    sc.tl.umap(adata)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.umap(adata)
"""

from collections.abc import Iterator

from scvi_lint.rule import (
    Embedding,
    GraphBuilt,
    GraphUsed,
    ModelView,
    Remark,
    add_argument,
    cites,
    quoted,
    rule,
)


@rule(
    "SCV430",
    severity="warning",
    cites=cites(
        "user_guide/use_case/downstream_analysis_tasks",
        "user_guide/models/{model}#dimensionality-reduction",
        "user_guide/models/scvi#dimensionality-reduction",
    ),
)
def stale_neighbors_graph(built: GraphBuilt) -> Iterator[Remark]:
    embedding, name = built.graph.embedding, built.graph.representation
    if not isinstance(embedding, Embedding) or embedding.method != "latent" or name is None:
        return
    yield from _older_graph(built, name)
    yield from _older_training(built, embedding, name)


def _older_graph(built: GraphBuilt, name: str) -> Iterator[Remark]:
    key = built.argument("key_added")
    if key is None or not isinstance(key.literal, str):
        return
    uses = list(built.later(GraphUsed))
    asked = [used.argument("neighbors_key") for used in uses]
    if any(name is not None and name.literal in (None, key.literal) for name in asked):
        return
    for used in uses:
        if used.adata.id != built.adata.id or not used.lacks("neighbors_key"):
            continue
        if used.argument("obsp") is not None or used.argument("adjacency") is not None:
            continue
        graph = used.graph
        if graph is None or graph.value.span == built.graph.span:
            continue
        yield used.finding(
            used.call.name_span,
            f"{used.call.name} uses the older graph on {graph.value.representation}, not the one "
            f"on {name}, which is called {key.literal!r}. Pass neighbors_key={key.literal!r}.",
            because=(graph, built.reason(f"graph on {name} computed here")),
            fixes=[
                add_argument(
                    used,
                    f"neighbors_key={quoted(key.literal)}",
                    f"Pass neighbors_key={key.literal!r} (the result will change)",
                    safe=False,
                )
            ],
        )
        return


def _older_training(built: GraphBuilt, embedding: Embedding, name: str) -> Iterator[Remark]:
    if embedding.model is None:
        return
    model = ModelView(embedding.model, built.table, "")
    if embedding.others or not model.trained_since(embedding.trained_at):
        return
    yield built.finding(
        built.call.name_span,
        f"{name} was stored before the model was trained again: these neighbours are those of the "
        "older model. Call get_latent_representation again after the training.",
        because=(built.adata.obsm(name), model.training),
    )
