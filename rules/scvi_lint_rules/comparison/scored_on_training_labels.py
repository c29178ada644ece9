"""A model that was trained with labels is scored on these labels.

scANVI, TOTALANVI and their kind are told the labels and pull cells of one label together. Scores
of their latent space, of clusters in it or of their predictions against the same labels measure
how well they were learned, and are higher than those of any method that never saw them.

Compare methods that saw no labels, score against labels that were kept apart from the training,
or give some cells the unlabeled category and score these alone.

    # bad: silent: the labels were learned (not run: needs scib-metrics)
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(
        vae, labels_key="labels", unlabeled_category="Unknown"
    )
    lvae.train(max_epochs=1)
    adata.obsm["X_scVI"] = vae.get_latent_representation()
    adata.obsm["X_scANVI"] = lvae.get_latent_representation()
    bench = Benchmarker(
        adata,
        batch_key="batch",
        label_key="labels",  # <- finding
        embedding_obsm_keys=["X_scVI", "X_scANVI"],
    )

    # bad: silent: the labels were learned
    import scvi
    from sklearn.metrics import silhouette_score

    KEY = "labels"

    def score(adata, latent):
        return silhouette_score(latent, adata.obs[KEY])  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key=KEY, unlabeled_category="Unknown")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    score(adata, model.get_latent_representation())

    # bad: silent: the labels were learned
    import scanpy as sc
    import scvi
    from sklearn import metrics

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="Unknown")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    adata.obs["predicted"] = model.predict()
    print(metrics.accuracy_score(adata.obs["labels"], adata.obs["predicted"]))  # <- finding

    # bad: silent: the labels were learned
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="Unknown")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    adata.obs["predicted"] = model.predict()
    accuracy = (adata.obs["predicted"] == adata.obs["labels"]).mean()  # <- finding

    # bad: silent: the labels were learned
    import scvi

    def accuracy(truth, found):
        right = found.eq(truth)  # <- finding
        return right.sum() / len(truth)

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="Unknown")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    adata.obs["predicted"] = model.predict()
    print(accuracy(adata.obs["labels"], adata.obs["predicted"]))

    # bad: silent: the labels were learned (not run: needs scib-metrics)
    # file: atlas.h5ad = cells(obs={"cell_type": "a*60 b*60"}, obsm={"X_resolVI_supervised": 5})
    import scanpy as sc
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = sc.read_h5ad("atlas.h5ad")
    print(scvi.__version__)
    bench = Benchmarker(
        adata,
        batch_key="batch",
        label_key="cell_type",  # <- finding
        embedding_obsm_keys=["X_pca", "X_resolVI_supervised"],
    )

    # good: nothing in the comparison has seen the labels (not run: needs scib-metrics)
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    adata.obsm["X_scVI"] = vae.get_latent_representation()
    bench = Benchmarker(
        adata, batch_key="batch", label_key="labels", embedding_obsm_keys=["X_scVI"]
    )

    # good: only the batches are scored (not run: needs scib-metrics)
    import scvi
    from scib_metrics.benchmark import BatchCorrection, Benchmarker

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="Unknown")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scANVI"] = model.get_latent_representation()
    bench = Benchmarker(
        adata,
        batch_key="batch",
        label_key="labels",
        embedding_obsm_keys=["X_scANVI"],
        bio_conservation_metrics=None,
        batch_correction_metrics=BatchCorrection(),
    )

    # good: the labels of these cells were kept apart
    import numpy as np
    import scvi
    from sklearn.metrics import accuracy_score

    adata = scvi.data.synthetic_iid()
    hidden = np.arange(adata.n_obs) % 5 == 0
    adata.obs["given"] = np.where(hidden, "Unknown", adata.obs["labels"])
    scvi.model.SCANVI.setup_anndata(adata, labels_key="given", unlabeled_category="Unknown")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    found = model.predict()
    accuracy_score(adata.obs["labels"][hidden], found[hidden])

    # good: which cells were given another label is a question, and no score
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="Unknown")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    adata.obs["predicted"] = model.predict()
    kept = adata[adata.obs["predicted"] == adata.obs["labels"]].copy()
"""

from collections.abc import Iterator

from scvi_lint.rule import (
    AnnDataView,
    Argument,
    Called,
    Column,
    Constructed,
    Embedding,
    Fact,
    Graph,
    ModelView,
    Queried,
    Remark,
    Stored,
    Table,
    cells_grouped_by,
    cites,
    regex,
    rule,
)

SCORES = ("scib.", "scib_metrics.", "sklearn.metrics.", "sklearn.model_selection.cross_")
ANSWERS = ("predict", "get_latent_representation")
EQUALS = "operator.eq"
LABELS = ("label_key", "group_key")
BY_NAME = regex(r"(?i)(sc|total|methyl)anvi|(?<!un)supervised")
ELSEWHERE = "which labels it was trained with is not seen here"


@rule(
    "SCV695",
    severity="warning",
    cites=cites("user_guide/models/scanvi#training-details", "user_guide/models/scanvi#prediction"),
)
def scored_on_training_labels(called: Called) -> Iterator[Remark]:
    if not _is_score(called) or _leaves_labels_out(called):
        return
    for what, query, known in _judged(called):
        model = ModelView(query.model.id, called.table, "")
        if not model.learns_labels or not _is_of_its_own_cells(query, model):
            continue
        key = model.labels_key
        place = _labels(called, key)
        if place is None or _relabelled(called, model, key):
            continue
        learned = key is not None
        yield called.finding(
            place,
            f"{what} comes from {model.class_name}, which was trained with obs[{key!r}]: scores "
            "against these labels are high by construction. Use labels that it has not seen."
            if learned
            else f"{what} comes from {model.class_name}, which learns cell types: if these are "
            "the labels it was trained with, scores are high by construction.",
            because=(known, query.reason("computed by the trained model")),
            certain=learned,
            doubt=ELSEWHERE,
        )
        return
    yield from _read_from_a_file(called)


def _is_score(called: Called) -> bool:
    """Whether values are measured against labels: by a function, or as the share of cells in
    which two columns agree."""
    return called.call.function == EQUALS or called.call.function.startswith(SCORES)


def _leaves_labels_out(called: Called) -> bool:
    """Whether a benchmark is told to compute no scores of labels; older releases took that for
    the default."""
    metrics = called.call.arguments.get("bio_conservation_metrics")
    return metrics is not None and metrics.is_none


def _judged(called: Called) -> Iterator[tuple[str, Queried, Fact[object] | None]]:
    """What is scored, as one says it, the query of the model that made it, and the fact of it."""
    for argument in called.call.arguments.values():
        yield from _made(called, argument.content, called.source(argument.span))
        for item in argument.items:
            if not isinstance(item.value, str):
                continue
            for data in _data(called):
                for known in (data.obsm(item.value), data.obs(item.value)):
                    if known is not None and known.certain:
                        yield from _made(called, known.value, item.value, known)


def _made(
    called: Called, content: object, name: str, known: Fact[object] | None = None
) -> Iterator[tuple[str, Queried, Fact[object] | None]]:
    """The query that made an embedding, clusters of it, or a prediction."""
    what = name
    if isinstance(content, Column) and isinstance(content.source, Graph):
        content, what = content.source.embedding, f"What {name} was clustered on"
    if isinstance(content, Column) and content.made_by == "predict":
        asked = (query for query in called.earlier(Queried) if query.call.name == "predict")
        made = next((query for query in asked if query.model.id == content.source), None)
        latent = made is not None
    else:
        made = content.made if isinstance(content, Embedding | Table) else None
        latent = isinstance(content, Embedding) or getattr(content, "kind", "") in ANSWERS
    if latent and isinstance(made, Queried):
        yield what, made, known


def _data(called: Called) -> list[AnnDataView]:
    found = [called.adata, called.data_in("adata_int")]
    return [data for data in found if data is not None]


def _is_of_its_own_cells(query: Queried, model: ModelView) -> bool:
    """Whether the cells asked for are those that the model was trained on."""
    own, asked = model.adata, query.adata
    return (
        query.lacks("indices")
        and model.made_by != "load_query_data"
        and (asked is None or (own is not None and asked.id == own.id))
    )


def _labels(called: Called, key: str | None) -> Argument | None:
    """Where the call names the labels that the model was trained with."""
    for name, argument in called.call.arguments.items():
        entry = argument.entry
        column = entry[2] if entry is not None and entry[1] == "obs" else argument.value.text
        if column is None or (called.adata is None and entry is None):
            continue
        if column == key if key is not None else name in LABELS and cells_grouped_by(column):
            return argument
    return None


def _relabelled(called: Called, model: ModelView, key: str | None) -> bool:
    """Whether the column was written anew after the model was built on it."""
    for event in called.earlier(Stored, Constructed):
        if isinstance(event, Constructed) and event.model.id == model.id:
            return False
        if isinstance(event, Stored) and event.room == "obs" and event.entry == key:
            return True
    return False


def _read_from_a_file(called: Called) -> Iterator[Remark]:
    """An embedding that the data already had, and that is named after such a model."""
    for data in _data(called):
        for argument in called.call.arguments.values():
            for item in argument.items:
                if not isinstance(item.value, str) or not BY_NAME.search(item.value):
                    continue
                known, label = data.obsm(item.value), _labels(called, None)
                method = known.value.method if known and isinstance(known.value, Embedding) else ""
                if label is None or (known is not None and method != "unknown"):
                    continue
                yield called.finding(
                    label,
                    f"{item.value!r} is named after a model that learns cell types: if it was "
                    "trained with these labels, scores against them are high by construction.",
                    certain=False,
                    doubt=ELSEWHERE,
                )
                return
