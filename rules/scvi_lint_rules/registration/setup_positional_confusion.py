"""An argument of `setup_anndata` is given by position and lands in another parameter.

The parameters stand in another order in each class: after the data comes `layer` for SCVI and
TOTALVI's relatives, `batch_key` for LinearSCVI, PEAKVI and AUTOZI, and `labels_key` for SCANVI,
followed by `unlabeled_category`. A name that is given by position is taken for whatever comes
next. Most mistakes raise, with words about a layer that nobody meant; SCANVI takes any two names,
so batches can become the labels that it learns to predict.

Write the names of the arguments.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, "batch")  # <- finding

    # bad: raises KeyError
    import scvi

    Model = scvi.model.LinearSCVI
    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    Model.setup_anndata(adata, "counts", "labels")  # <- finding

    # bad: silent: the batches are what the classifier learns to predict
    import scvi

    def integrate(data, *keys):
        scvi.model.SCANVI.setup_anndata(data, *keys)  # <- finding
        model = scvi.model.SCANVI(data)
        model.train(max_epochs=1)

    integrate(scvi.data.synthetic_iid(), "batch", "labels")

    # bad: silent: the batches are what the classifier learns to predict
    # file: cells.h5ad = scvi.data.synthetic_iid()
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cells.h5ad")
    adata.obs.rename(columns={"labels": "cell_type"}, inplace=True)
    scvi.model.SCANVI.setup_anndata(adata, "batch", "cell_type")  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")

    # good: in the order of the class
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, "counts", "batch")
    scvi.model.LinearSCVI.setup_anndata(adata, "batch", "labels", "counts")
    scvi.model.SCANVI.setup_anndata(adata, "labels", "Unknown", "counts", "batch")

    # good: a layer may be called as it likes
    # file: cells.h5ad = ad.AnnData(np.ones((9, 9)), layers={"batch": np.ones((9, 9))})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cells.h5ad")
    adata.layers["sample"] = adata.layers["batch"].copy()
    scvi.model.SCVI.setup_anndata(adata, "sample")
"""

from scvi_lint.rule import AnnDataView, Argument, Fix, Registered, cells_grouped_by, cites, rule

BATCH_NAMES = frozenset(
    """batch batch_id batch_key sample sample_id sample_name donor donor_id patient patient_id
    dataset dataset_id study lane library library_id orig.ident plate assay tech technology
    protocol""".split()
)


@rule(
    "SCV110",
    severity="error",
    cites=cites(
        "{setup}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_positional_confusion(setup: Registered):
    adata = setup.adata
    if setup.release.is_foreign:
        return
    for name, given in setup.call.arguments.items():
        text = given.value.text
        if not given.positional or text is None or name.startswith("*"):
            continue
        certain = _misplaced(adata, name, text)
        if certain is None:
            continue
        meant = _meant(setup, adata, name, text)
        # A column that is only possible is doubted with the name already.
        known = None if adata is None else adata.obs(text) or adata.layer(text)
        advice = f"Write {meant}={text!r}." if meant else "Name the arguments."
        yield setup.finding(
            given,
            f"{text!r} stands in the place of {name} in {setup.class_name}."
            f"{setup.registration.method}, which it is not. {advice}",
            because=known if known is not None and known.certain else None,
            happens="silent" if name == "unlabeled_category" else "",
            fixes=[_named(setup, given, meant)] if certain else [],
            certain=certain,
            doubt="judged by its name alone",
            breaks=setup.breaks_registration,
        )
        return


def _misplaced(adata: AnnDataView | None, name: str, text: str) -> bool | None:
    """Whether the name is no such thing: for certain, in all likelihood (False), or None."""
    is_layer = adata is not None and adata.layer(text) is not None
    is_column = adata is not None and adata.obs(text) is not None
    if name == "layer":
        if is_layer:
            return None
        if is_column or text in BATCH_NAMES or _is_of_labels(text):
            return adata is not None and adata.lacks("layers", text)
    elif name == "unlabeled_category":
        if (is_column or _is_of_labels(text)) and not is_layer:
            return False
    elif name.endswith("_key") and is_layer and not is_column:
        return adata is not None and adata.lacks("obs", text)
    return None


def _is_of_labels(text: str) -> bool:
    return text in ("label", "labels") or bool(cells_grouped_by(text))


def _meant(setup: Registered, adata: AnnDataView | None, name: str, text: str) -> str | None:
    """The argument that takes this name, if the class has one that is free."""
    if name == "unlabeled_category":
        return "labels_key"
    is_layer = adata is not None and adata.layer(text) is not None
    meant = "layer" if is_layer else "batch_key" if text in BATCH_NAMES else "labels_key"
    return meant if meant != name and meant in setup.parameters else None


def _named(setup: Registered, given: Argument, meant: str | None) -> Fix | None:
    """Put the argument's name before it, unless another one is given by position after it."""
    after = [other for other in setup.call.arguments.values() if other.positional]
    if meant is None or given.splatted or after[-1] is not given:
        return None
    place = given.span._replace(end=given.span.start)
    return Fix(f"Write {meant}=", (place, f"{meant}="), safe=True)
