"""The batches are what the model is meant to find: cell types, clusters or predictions.

`batch_key` and `categorical_covariate_keys` name differences that the latent space shall not
show. Cell types, clusters and predictions are the very biology of interest: named here, it is
removed from the latent space, cells of all types are mixed, and what is then clustered or plotted
says little. Clusters also carry the batch effect of the data that they were made of. It is the
same when each batch holds one type only, as lanes of sorted cells do: what tells the batches
apart and what tells the types apart cannot be separated.

Name the technical variable: the lane, the sample, the study. A condition as `batch_key` is fine
when that is the question that you ask with `transform_batch`.

    # bad: silent: cell types are mixed in the latent space
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["cell_type"] = adata.obs["labels"]
    scvi.model.SCVI.setup_anndata(adata, batch_key="cell_type")  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

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

    # bad: silent: the types are removed together with the lanes
    # file: sorted.h5ad = cells(obs={"lane": "a*40 b*40 c*40", "kind": "T*40 B*40 NK*40"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("sorted.h5ad")
    scvi.model.SCANVI.setup_anndata(
        adata,
        labels_key="kind",
        unlabeled_category="?",
        batch_key="lane",  # <- finding
    )
    model = scvi.model.SCANVI(adata)

    # good: lanes, whatever they are named after
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["leiden_lane"] = adata.obs["batch"]
    scvi.model.SCVI.setup_anndata(adata, batch_key="leiden_lane")
    model = scvi.model.SCVI(adata)

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

from scvi_lint.rule import (
    AnnDataView,
    Called,
    CallEvent,
    Fact,
    Item,
    OwnCall,
    Reason,
    Registered,
    cells_grouped_by,
    cites,
    regex,
    rule,
    slots,
)

SET_UPS = ("setup_anndata", "setup_mudata")
ARGUMENTS = ("batch_key", "categorical_covariate_keys")
CLUSTERINGS = frozenset({"leiden", "louvain", "phenograph", "seurat_clusters"})
# Columns that a program makes when it joins data sets: these tell the data sets apart.
OF_JOINING = frozenset({"concat", "concatenate"})
NO_TYPE = frozenset("unknown unlabeled unlabelled unassigned none na nan other doublet".split())
A_TYPE = regex(
    r"(?i)\b(?:CD4|CD8|CD14|CD16|Tregs?|[TBK] cells?|NK|plasma|monocytes?|macrophages?|microglia"
    r"|dendritic|neutrophils?|mast cells?|fibroblasts?|endotheli\w+|epitheli\w+|keratinocytes?"
    r"|hepatocytes?|astrocytes?|oligodendrocytes?|pericytes?|erythro\w+|megakaryocytes?|platelets?"
    r"|\w*neurons?|enterocytes?|goblet|cardiomyocytes?|adipocytes?|stromal|myeloid)\b"
)
Why = tuple[str, Fact[object] | Reason | None]


@rule(
    "SCV348",
    severity="warning",
    cites=cites(
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "{setup}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
    about={"call.name": SET_UPS},
)
def batch_key_is_label(setup: CallEvent):
    for argument, item in _keys(setup):
        found = _biology(setup, argument, item.value)
        if found is None:
            continue
        what, because = found
        yield setup.finding(
            item,
            f"{what}. The model takes {argument} out of its latent space, so cell types get "
            "mixed. Name the technical variable (sample, lane, study).",
            because=because,
        )
        return


def _keys(setup: CallEvent) -> Iterator[tuple[str, Item]]:
    for argument in ARGUMENTS:
        for item in setup.values(argument):
            if isinstance(item.value, str):
                yield argument, item


def _data(setup: CallEvent) -> AnnDataView | None:
    return setup.adata if isinstance(setup, Registered | OwnCall | Called) else None


def _labels(setup: CallEvent) -> str | None:
    given = setup.argument("labels_key")
    return None if given is None else given.value.text


def _biology(setup: CallEvent, argument: str, name: str) -> Why | None:
    """Why a column is what the model is meant to find, and what says so."""
    adata = _data(setup)
    known = None if adata is None else adata.obs(name)
    made_by = "" if known is None else known.value.made_by
    if made_by == "predict":
        return f"{name!r} holds predicted labels", known
    if made_by in CLUSTERINGS:
        return f"{name!r} holds clusters, made by {made_by}", known
    if _labels(setup) == name:
        return f"{name!r} is labels_key, too", setup.reason("registered as labels here")
    for other in (*setup.earlier(Registered), *setup.later(Registered)):
        if other.adata is None or adata is None or other.adata.id != adata.id:
            continue
        if other.registration.text("labels_key") == name:
            what = f"{name!r} is labels_key of {other.class_name}"
            return what, other.reason("registered as labels here")
    if made_by in OF_JOINING:
        return None
    kind = cells_grouped_by(name)
    if kind:
        return f"{name!r} names {kind}", known if known is not None and known.certain else None
    if adata is None or known is None:
        return None
    types = _types_among(adata, name)
    if types:
        return f"{name!r} holds cell types such as {types[0]!r}", known
    return _nested(adata, name, _labels(setup)) if argument == "batch_key" else None


def _types_among(adata: AnnDataView, name: str) -> list[str]:
    """The categories of a column, if they are for the most part names of cell types."""
    levels = adata.levels(name)
    names = [] if levels is None else [one for one in levels.names if isinstance(one, str)]
    types = [one for one in names if A_TYPE.search(one.replace("_", " "))]
    return types if len(types) > 2 and 4 * len(types) >= 3 * len(names) else []


def _nested(adata: AnnDataView, batch: str, labels: str | None) -> Why | None:
    """Whether the file has cells of one type only in each batch."""
    levels = adata.levels(batch)
    columns = [labels] if labels else [n for n in adata.entries(slots.OBS) if cells_grouped_by(n)]
    for column in columns[:2]:
        table = adata.crosstab(batch, column)
        if table is None or levels is None:
            continue
        held = [{one for one in table.partners(level) if _is_type(one)} for level in levels.names]
        held = [types for types in held if types]
        if len(held) < 2 or any(len(types) > 1 for types in held):
            continue
        if len(set().union(*held)) > 1:
            return f"Each {batch!r} holds one {column!r} only", levels.known
    return None


def _is_type(label: object) -> bool:
    return str(label).lower() not in NO_TYPE
