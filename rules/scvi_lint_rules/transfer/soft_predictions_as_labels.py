"""Probabilities of all labels are stored as if they were one label for each cell.

`predict(soft=True)` returns a table with a column for each label, SOLO and CellAssign do so by
default. A column of obs has one value for each cell: pandas raises ValueError, after the training.
Compared with a label, no probability is equal: each cell is left out, and nothing is said.

Leave `soft` out (SOLO: `soft=False`), or take the most probable label: `.idxmax(axis=1)`. Put the
table itself into obsm.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    adata.obs["predicted"] = model.predict(soft=True)  # <- finding

    # bad: raises ValueError after training
    import scvi

    def call(model, adata):
        found = model.predict()
        adata.obs["doublet"] = found  # <- finding

    adata = scvi.data.synthetic_iid(n_batches=1)
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
    call(solo, adata)

    # bad: silent: nothing is equal
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    calls = model.predict(soft=True)
    is_first = calls == "label_1"  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    adata.obs["predicted"] = model.predict()
    soft = model.predict(soft=True)
    adata.obsm["soft"] = soft
    adata.obs["likely"] = soft.idxmax(axis=1).values
    adata.obs["label_1"] = soft["label_1"].values
"""

from scvi_lint.rule import Queried, ResultUsed, Stored, Table, cites, rule

IS_TEXT = "== text"


@rule(
    "SCV820",
    severity="error",
    cites=cites("{symbol}", "user_guide/models/{model}", "user_guide/models/scanvi#prediction"),
    about={"call.name": "predict"},
)
def soft_predictions_as_labels(query: Queried):
    if not query.model.exact or not _is_table(query):
        return
    label = query.class_name if query.model.has("predicts_tables") else "soft=True"
    for stored in query.later(Stored, ResultUsed):
        table = stored.returned
        if not isinstance(table, Table) or table.made is not query or table.part is not None:
            continue
        if isinstance(stored, ResultUsed):
            if stored.how == IS_TEXT and stored.closed:
                yield stored.finding(
                    stored.span,
                    f"predict returns probabilities, a column for each label ({label}): none of "
                    "them equals a label, for no cell. Take .idxmax(axis=1), or soft=False.",
                    happens="silent",
                    because=query.reason("predicted here"),
                    cause=query.span,
                )
        elif stored.room == "obs":
            yield stored.finding(
                stored.span,
                f"predict returns a column for each label ({label}), and obs[{stored.entry!r}] "
                "holds one value: this raises ValueError. Take .idxmax(axis=1), or use obsm.",
                because=query.reason("predicted here"),
                cause=query.span,
            )


def _is_table(query: Queried) -> bool:
    if query.model.has("predicts_tables"):
        return True
    soft = query.argument("soft")
    if soft is not None:
        return soft.is_literal(True)
    return query.lacks("soft") and query.default_of("soft") == "True"
