"""A step of scanpy is told a representation that it does not take.

The latent space of a model enters once, where the neighbour graph is built:
`sc.pp.neighbors(adata, use_rep="X_scVI")`. UMAP, Leiden and PAGA read that graph, and plots draw
what lies in obsm; none of them knows `use_rep`, and each raises, after the training.

Tell it to `sc.pp.neighbors`; draw an embedding with `sc.pl.embedding(adata, basis=…)`.

    # bad: raises TypeError after training
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata)
    sc.tl.umap(adata, use_rep="X_scVI")  # <- finding

    # bad: raises TypeError after training
    import scanpy as sc
    import scvi

    def cluster(data, **options):
        sc.pp.neighbors(data, use_rep="X_scVI")
        sc.tl.leiden(data, flavor="igraph", n_iterations=2, **options)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    cluster(adata, use_rep="X_scVI")

    # bad: raises AttributeError after training
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.umap(adata)
    sc.pl.umap(adata, color="batch", use_rep="X_scVI", show=False)  # <- finding

    # bad: raises TypeError after training
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, basis="X_scVI")  # <- finding

    # good: each is told what it takes
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI", key_added="scvi")
    sc.tl.umap(adata, neighbors_key="scvi")
    sc.tl.tsne(adata, use_rep="X_scVI")
    sc.pl.embedding(adata, basis="X_umap", color="batch", show=False)
"""

from scvi_lint.rule import (
    Argument,
    Called,
    Fix,
    GraphBuilt,
    add_argument,
    cites,
    leave_out,
    quoted,
    rename,
    rule,
)


@rule(
    "SCV438",
    severity="error",
    cites=cites(
        "user_guide/models/scvi#dimensionality-reduction",
    ),
)
def representation_of_other_step(called: Called):
    step = called.call.function.removeprefix("scanpy.")
    for name in NOT_TAKEN.get(step, ()):
        given = called.given(name)
        if given is None or step == called.call.function:
            continue
        drawn = step.startswith("pl.")
        told = f"={given.literal!r}" if isinstance(given.literal, str) else ""
        if step == "pp.neighbors":
            instead = f"Write use_rep{told}."
        elif drawn:
            instead = f"Draw it with sc.pl.embedding(…, basis{told})."
        else:
            instead = f"It reads the graph of sc.pp.neighbors(…, use_rep{told})."
        raises = "TypeError" if not drawn or name == "basis" else "AttributeError"
        yield called.finding(
            given.whole,
            f"sc.{step} takes no {name}: this raises {raises}. {instead}",
            fixes=[_mended(called, step, given)],
        )


def _mended(called: Called, step: str, given: Argument) -> Fix | None:
    if step == "pp.neighbors":
        return rename(given, "use_rep", "Write use_rep", safe=True)
    dropped = leave_out(called, given, "Leave it out (the graph decides)", safe=False)
    graph = None if step.startswith("pl.") else _graph(called)
    if dropped is None or graph is None or not isinstance(given.literal, str):
        return dropped
    told = add_argument(graph, f"use_rep={quoted(given.literal)}", "", safe=False)
    if told is None:
        return dropped
    return Fix("Tell it to sc.pp.neighbors", *told.edits, *dropped.edits, safe=False)


def _graph(called: Called) -> GraphBuilt | None:
    """The neighbour graph of the same data that is told no representation."""
    for built in called.earlier(GraphBuilt):
        if called.adata is not None and built.adata.id == called.adata.id:
            return built if built.lacks("use_rep") else None
    return None


# What raises, as run on scanpy 1.11.
NOT_TAKEN = {
    "pp.neighbors": ("basis", "obsm"),
    **dict.fromkeys(
        ("tl.umap", "tl.leiden", "tl.louvain", "tl.diffmap", "tl.paga", "tl.draw_graph"),
        ("use_rep", "basis"),
    ),
    "tl.embedding_density": ("use_rep",),
    "pl.umap": ("use_rep", "basis"),
    "pl.tsne": ("use_rep", "basis"),
    "pl.embedding": ("use_rep",),
    "pl.scatter": ("use_rep",),
}
