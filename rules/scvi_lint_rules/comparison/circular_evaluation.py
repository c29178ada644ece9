"""An integration is scored against labels that were made from it.

Clusters of the neighbour graph of an embedding fit that embedding by construction, and so do the
predictions of the model that the embedding is from. Silhouettes, NMI or ARI against them are high
whatever the integration is worth, and higher than those of every other method in the comparison.

Score against labels that none of the compared methods has seen: an expert's annotation.

    # bad: silent: scores reward what was put in (not run: needs scib-metrics)
    import scanpy as sc
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.leiden(adata, key_added="clusters")
    bench = Benchmarker(
        adata,
        batch_key="batch",
        label_key="clusters",  # <- finding
        embedding_obsm_keys=["X_pca", "X_scVI"],
    )

    # bad: silent: scores reward what was put in (not run: needs scib-metrics)
    import scib
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scANVI"] = model.get_latent_representation()
    adata.obs["predicted"] = model.predict()
    scib.metrics.silhouette(adata, label_key="predicted", embed="X_scANVI")  # <- finding

    # good: an annotation (not run: needs scib-metrics)
    import scanpy as sc
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.leiden(adata, key_added="clusters")
    bench = Benchmarker(
        adata, batch_key="batch", label_key="labels", embedding_obsm_keys=["X_pca", "X_scVI"]
    )

    # good: clusters of something else (not run: needs scib-metrics)
    import scanpy as sc
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sc.pp.pca(adata)
    sc.pp.neighbors(adata)
    sc.tl.leiden(adata)
    adata.X = adata.layers["counts"].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    bench = Benchmarker(
        adata, batch_key="batch", label_key="leiden", embedding_obsm_keys=["X_scVI"]
    )
"""

from scvi_lint.rule import AnnDataView, Called, Column, Embedding, Graph, cites, rule

LABELS = ("label_key", "group_key", "cluster_key")
EMBEDDINGS = ("embedding_obsm_keys", "embed", "use_rep", "embedding_key")


@rule(
    "SCV693",
    severity="warning",
    cites=cites(
        "user_guide/models/{model}#dimensionality-reduction",
        "user_guide/models/scvi#dimensionality-reduction",
    ),
)
def circular_evaluation(called: Called):
    data = called.adata
    if not called.call.function.startswith(("scib.", "scib_metrics.")) or data is None:
        return
    tested = [item.value for name in EMBEDDINGS for item in called.values(name)]
    for argument in LABELS:
        given = called.argument(argument)
        name = None if given is None else given.value.text
        known = None if name is None else data.obs(name)
        if given is None or known is None:
            continue
        for key in tested:
            made = _made_from(data, known.value, key)
            if made is None:
                continue
            yield called.finding(
                given,
                f"obs[{name!r}] {made} {key}: scores of {key} against it are high, however good "
                "it is. Use labels that no compared method has seen.",
                because=(known, data.obsm(key)),
            )
            return


def _made_from(data: AnnDataView, labels: Column, key: str) -> str | None:
    """How labels came out of an embedding, None if they did not."""
    embedding = data.obsm(key)
    if isinstance(labels.source, Graph):
        return "was clustered on" if labels.source.representation == key else None
    if labels.made_by != "predict" or embedding is None:
        return None
    content = embedding.value
    same = isinstance(content, Embedding) and content.source == labels.source
    return "was predicted by the model of" if same else None
