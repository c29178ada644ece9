"""The batches are what the model is meant to find: labels, clusters or predictions.

`batch_key` and `categorical_covariate_keys` name differences that the latent space shall not
show. Cell types, clusters and predictions are computed from the very biology of interest: named
here, it is removed from the latent space, cells of all types are mixed, and what is then clustered
or plotted says little. Clusters also carry the batch effect of the data that they were made of.

Name the technical variable: the lane, the sample, the study. A condition as `batch_key` is fine
when that is the question that you ask with `transform_batch`.

    # bad: silent: cell types are mixed in the latent space
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        adata,
        labels_key="labels",
        unlabeled_category="unknown",
        batch_key="labels",  # <- finding
    )
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)

    # bad: silent: the clusters are mixed in the latent space
    # file: clusters.h5ad = scvi.data.synthetic_iid()
    import scanpy as sc
    import scvi

    def cluster(data, key):
        sc.pp.pca(data)
        sc.pp.neighbors(data)
        sc.tl.leiden(data, key_added=key, flavor="igraph", n_iterations=2)

    adata = sc.read_h5ad("clusters.h5ad")
    cluster(adata, "groups")
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="batch", categorical_covariate_keys=["groups"]  # <- finding
    )
    model = scvi.model.SCVI(adata)

    # bad: silent: what was predicted is removed
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, "labels", "unknown")
    first = scvi.model.SCANVI(adata)
    first.train(max_epochs=1)
    adata.obs["type"] = first.predict()
    keys = {"batch_key": "type"}
    scvi.model.SCVI.setup_anndata(adata, **keys)  # <- finding
    second = scvi.model.SCVI(adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        adata, labels_key="labels", unlabeled_category="unknown", batch_key="batch"
    )
    model = scvi.model.SCANVI(adata)

    # good: a condition, for counterfactuals
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = adata.obs["batch"].map({"batch_0": "ctrl", "batch_1": "stim"})
    scvi.model.SCVI.setup_anndata(adata, batch_key="condition", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(transform_batch="stim")
"""

from collections.abc import Iterator

from scvi_lint.rule import Fact, Item, Reason, Registered, cites, rule

ARGUMENTS = ("batch_key", "categorical_covariate_keys")
CLUSTERINGS = frozenset({"leiden", "louvain", "phenograph", "seurat_clusters"})


@rule(
    "SCV348",
    severity="warning",
    cites=cites(
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def batch_key_is_label(setup: Registered):
    for argument, item in _keys(setup):
        found = _biology(setup, item.value)
        if found is None:
            continue
        what, because = found
        yield setup.finding(
            item,
            f"{item} {what}: as {argument} it is removed from the latent space, and with it the "
            "biology of interest. Name the technical variable.",
            because=because,
            certain=because is not None,
        )
        return


def _keys(setup: Registered) -> Iterator[tuple[str, Item]]:
    for argument in ARGUMENTS:
        for item in setup.values(argument):
            if isinstance(item.value, str):
                yield argument, item


def _biology(setup: Registered, name: str) -> tuple[str, Fact | Reason | None] | None:
    """Why a column is what the model is meant to find, and what says so."""
    known = None if setup.adata is None else setup.adata.obs(name)
    made_by = "" if known is None else known.value.made_by
    if made_by == "predict":
        return "holds predicted labels", known
    if made_by in CLUSTERINGS:
        return f"holds clusters, made by {made_by}", known
    if setup.registration.text("labels_key") == name:
        return "is labels_key, too", setup.reason("registered as labels here")
    for other in (*setup.earlier(Registered), *setup.later(Registered)):
        if other.adata is None or setup.adata is None or other.adata.id != setup.adata.id:
            continue
        if other.registration.text("labels_key") == name:
            return f"is labels_key of {other.class_name}", other.reason("registered as labels here")
    if name in CLUSTERINGS and known is None:
        return "looks like clusters", None
    return None
