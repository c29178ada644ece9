"""Conditions are counted by clusters of a latent space from which the condition was removed.

What is registered as `batch_key` is given to the decoder, so that the latent space need not hold
it: cells of two conditions are laid over each other, also those that the condition made different.
States that only one condition has share a cluster with their nearest relatives, and the shares of
clusters say that little has changed.

Register the technical variable as the batch, cluster, and count then; or annotate each condition on
its own and compare annotations (MRVI and scCODA compare samples).

    # bad: silent: what differs was removed before it is counted (not run: needs leidenalg)
    import pandas as pd
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = adata.obs["batch"].map({"batch_0": "ctrl", "batch_1": "stim"})
    scvi.model.SCVI.setup_anndata(adata, batch_key="condition")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.leiden(adata, key_added="clusters")
    shares = pd.crosstab(  # <- finding
        adata.obs["clusters"], adata.obs["condition"], normalize="columns"
    )

    # bad: silent: what differs was removed before it is counted (not run: needs leidenalg)
    import pandas as pd
    import scanpy as sc
    import scvi

    def count(adata, by, key):
        return pd.crosstab(index=adata.obs[by], columns=adata.obs[key])  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = adata.obs["batch"].map({"batch_0": "ctrl", "batch_1": "stim"})
    scvi.model.SCVI.setup_anndata(adata, batch_key="condition")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.leiden(adata, key_added="clusters")
    count(adata, "clusters", "condition").to_csv("counts.csv")

    # bad: silent: what differs was removed before it is counted (not run: needs leidenalg)
    import scanpy as sc
    import scvi
    from pandas import crosstab

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = adata.obs["batch"].map({"batch_0": "ctrl", "batch_1": "stim"})
    scvi.model.SCVI.setup_anndata(adata, batch_key="condition")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.leiden(adata)
    crosstab(adata.obs.condition, adata.obs.leiden).plot.bar()  # <- finding

    # bad: silent: what differs was removed before it is counted (not run: needs louvain)
    import pandas as pd
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["disease"] = ["well", "ill"] * 200
    scvi.model.SCANVI.setup_anndata(
        adata, batch_key="disease", labels_key="labels", unlabeled_category="?"
    )
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    adata.obsm["latent"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="latent")
    sc.tl.louvain(adata, key_added="groups")
    table = {}
    for key in ["groups"]:
        table[key] = pd.crosstab(adata.obs[key], adata.obs["disease"])  # <- finding

    # good: another batch, and labels of its own (not run: needs leidenalg)
    import pandas as pd
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = ["ctrl", "stim"] * 200
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.leiden(adata, key_added="clusters")
    pd.crosstab(adata.obs["clusters"], adata.obs["condition"])
    pd.crosstab(adata.obs["clusters"], adata.obs["batch"])
    pd.crosstab(adata.obs["labels"], adata.obs["condition"])
"""

from scvi_lint.rule import (
    Argument,
    Called,
    Column,
    Embedding,
    Graph,
    ModelView,
    cites,
    names_condition,
    rule,
)


@rule(
    "SCV698",
    severity="info",
    presets=(),
    cites=cites(
        "user_guide/models/{model}#dimensionality-reduction",
        "user_guide/models/scvi#dimensionality-reduction",
    ),
)
def condition_removed_then_counted(called: Called):
    if called.call.function != "pandas.crosstab":
        return
    first, second = called.argument("index"), called.argument("columns")
    if first is None or second is None:
        return
    for clusters, other in ((first, second), (second, first)):
        model, entry = _model_of(called, clusters), other.entry
        if model is None or entry is None or entry[1] != "obs":
            continue
        condition = entry[2]
        if model.batch_key != condition or not names_condition(condition):
            continue
        yield called.finding(
            called.call.name_span,
            f"{condition!r} was batch_key of the model whose latent space was clustered: what it "
            "changes was removed before it is counted. Register the technical batch instead.",
            because=model.registration,
        )
        return


def _model_of(called: Called, clusters: Argument) -> ModelView | None:
    """The model on whose latent space these are clusters."""
    content = clusters.content
    graph = content.source if isinstance(content, Column) else None
    latent = graph.embedding if isinstance(graph, Graph) else None
    if not isinstance(latent, Embedding) or latent.method != "latent":
        return None
    if not isinstance(latent.source, int):
        return None
    return ModelView(latent.source, called.table, "")
