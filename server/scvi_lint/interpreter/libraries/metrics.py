"""Functions that score an integration, a clustering or a prediction: what their places mean."""

from __future__ import annotations

_SCIB = {
    "ari": "adata cluster_key label_key",
    "nmi": "adata cluster_key label_key",
    "silhouette": "adata label_key embed",
    "silhouette_batch": "adata batch_key label_key embed",
    "isolated_labels": "adata label_key batch_key embed",
    "isolated_labels_asw": "adata label_key batch_key embed",
    "isolated_labels_f1": "adata label_key batch_key embed",
    "clisi_graph": "adata label_key type_",
    "kBET": "adata batch_key label_key type_ embed",
    "graph_connectivity": "adata label_key",
    "metrics": "adata adata_int batch_key label_key embed",
    "metrics_all": "adata adata_int batch_key label_key",
    "metrics_fast": "adata adata_int batch_key label_key",
    "metrics_slim": "adata adata_int batch_key label_key",
    "cluster_optimal_resolution": "adata label_key cluster_key",
    "opt_louvain": "adata label_key cluster_key",
}
_BENCHMARKER = "adata batch_key label_key embedding_obsm_keys bio_conservation_metrics"
_OF_ARRAYS = "X labels batch"
# Where the predictions themselves are looked at, nothing is scored.
_SHOW = frozenset({"confusion_matrix", "ConfusionMatrixDisplay", "pairwise_distances"})


def parameters_of(path: str) -> tuple[str, ...]:
    """The names of the positional parameters of a function that changes nothing."""
    top, name = path.partition(".")[0], path.rpartition(".")[2]
    if top == "scib":
        return tuple(_SCIB.get(name, "adata").split())
    if name == "Benchmarker":
        return tuple(_BENCHMARKER.split())
    return tuple(_OF_ARRAYS.split()) if is_score(path) else ("adata",)


def is_score(path: str) -> bool:
    """Whether the function measures how well values and labels fit each other."""
    top, _, rest = path.partition(".")
    if top in ("scib", "scib_metrics"):
        return True
    room, _, name = rest.partition(".")
    if top != "sklearn" or name in _SHOW:
        return False
    return room == "metrics" or (room == "model_selection" and name.startswith("cross_"))
