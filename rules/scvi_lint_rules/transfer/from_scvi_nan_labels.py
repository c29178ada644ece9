"""SCANVI is built from an SCVI model, and some cells of its data have no label.

`from_scvi_model` registers the labels of the data that the SCVI model holds, or of `adata`.
scvi-tools numbers the labels, and a missing value has no number: this raises "Making .obs[…]
categorical failed". Filling the labels of another object, such as the joined reference and query,
does not help.

Fill them there, before: `vae.adata.obs["cell_type"] = vae.adata.obs["cell_type"].fillna("Unknown")`
(of a categorical column, after `.cat.add_categories("Unknown")`).

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["kind"] = adata.obs["labels"].map({"label_0": "T", "label_1": "B"})
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(
        vae, labels_key="kind", unlabeled_category="Unknown"  # <- finding
    )

    # bad: raises ValueError after training
    import scvi

    def annotate(vae, key):
        return scvi.model.SCANVI.from_scvi_model(vae, "Unknown", labels_key=key)  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.obs["kind"] = adata.obs["labels"].where(adata.obs["batch"] == "batch_0")
    reference = adata.copy()
    scvi.model.SCVI.setup_anndata(reference, batch_key="batch")
    vae = scvi.model.SCVI(reference)
    vae.train(max_epochs=1)
    adata.obs["kind"] = adata.obs["kind"].cat.add_categories("Unknown").fillna("Unknown")
    annotate(vae, "kind")

    # bad: raises ValueError after training
    # file: cells.h5ad = cells(obs={"tech": "a*60 b*60", "kind": "T*30 nan*60 B*30"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cells.h5ad")
    reference = adata[adata.obs["tech"] == "a"].copy()
    scvi.model.SCVI.setup_anndata(reference)
    vae = scvi.model.SCVI(reference)
    vae.train(max_epochs=1)
    adata.obs["kind"] = adata.obs["kind"].cat.add_categories("Unknown").fillna("Unknown")
    lvae = scvi.model.SCANVI.from_scvi_model(
        vae, labels_key="kind", unlabeled_category="Unknown"  # <- finding
    )

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    kinds = adata.obs["labels"].map({"label_0": "T", "label_1": "B"})
    adata.obs["kind"] = kinds.fillna("Unknown")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(
        vae, labels_key="kind", unlabeled_category="Unknown"
    )

    # good: filled in the data that the model holds, and carried over
    # file: cells.h5ad = cells(obs={"tech": "a*60 b*60", "kind": "T*30 nan*60 B*30"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cells.h5ad")
    adata.obs["kind"] = adata.obs["kind"].cat.add_categories("Unknown").fillna("Unknown")
    reference = adata[adata.obs["tech"] == "a"].copy()
    scvi.model.SCVI.setup_anndata(reference)
    vae = scvi.model.SCVI(reference)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(
        vae, labels_key="kind", unlabeled_category="Unknown"
    )
"""

from collections.abc import Iterator

from scvi_lint.rule import LIKELY, AnnDataView, Constructed, Remark, Stored, cites, rule

LEARN_LABELS = ("SCANVI", "TOTALANVI")


@rule(
    "SCV814",
    severity="error",
    versions=">=0.15",
    cites=cites("scvi.model.SCANVI.from_scvi_model", "user_guide/models/scanvi#preliminaries"),
    about={"model.made_by": "from_scvi_model", "class_name": LEARN_LABELS},
)
def from_scvi_nan_labels(built: Constructed) -> Iterator[Remark]:
    given = built.given("labels_key")
    data = _data(built)
    key = None if given is None else given.value.text
    if given is None or key is None or data is None:
        return
    registered = built.registration
    if registered is not None and not registered.value.leaves_out("labels_key"):
        return
    known = data.obs(key)
    if known is not None and getattr(known.value, "missing", None):
        yield built.finding(
            given,
            f"Some cells of {data.name} have no value in obs[{key!r}]: this raises ValueError, "
            f"'Making .obs[...] categorical failed'. {_advice(built)}",
            because=known,
            certain=known.value.missing is not LIKELY,
            doubt="the choice may have left no cell without a value",
        )
        return
    filled = _filled_elsewhere(built, data, key)
    if filled is not None:
        yield built.finding(
            given,
            f"obs[{key!r}] was filled in {filled.adata.name}, but {built.class_name} reads that of "
            f"{data.name}: cells without a label raise ValueError. {_advice(built)}",
            because=filled.reason("filled here, in another object"),
            certain=False,
            doubt="whether the model's own cells lack a label is not seen here",
        )


def _data(built: Constructed) -> AnnDataView | None:
    """The data whose labels are registered: that of the SCVI model, unless another is given."""
    if not built.lacks("adata"):
        return built.data_in("adata")
    return None if built.origin is None else built.origin.adata


def _advice(built: Constructed) -> str:
    unlabeled = built.argument("unlabeled_category")
    name = None if unlabeled is None else unlabeled.value.text
    return f"Fill them there, with {name!r}." if name else "Fill them there first."


def _filled_elsewhere(built: Constructed, data: AnnDataView, key: str) -> Stored | None:
    """Where the program fills these labels in other data, but nowhere in the model's own."""
    found = None
    for stored in built.earlier(Stored):
        if stored.room != "obs" or stored.entry != key or stored.value_span is None:
            continue
        if ".fillna(" not in stored.source(stored.value_span):
            continue
        if stored.adata.may_be(data):
            return None
        # What was filled before the model's data was made of it came along.
        existed = AnnDataView(data.id, stored.table, "").born is not None
        found = stored if existed and found is None else found
    return found
