"""The number of a column is taken for its name.

`predict(soft=True)` and `get_proportions()` return tables with a column for each type. `argmax`
gives the place of the largest value in each row, 0, 1, 2 …, not the name that stands above it. As a
column of `obs` it looks like a prediction, but agrees with no label, and the order of the types is
lost.

Write `table.idxmax(axis=1)`, or look the names up: `table.columns[places]`.

    # bad: silent: no prediction is the name of a type
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        adata, batch_key="batch", labels_key="labels", unlabeled_category="unknown"
    )
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    soft = model.predict(soft=True)
    adata.obs["predicted"] = soft.to_numpy().argmax(axis=1).astype(str)  # <- finding

    # bad: silent: no type is a name
    import numpy as np
    import scvi

    def assign(model, data, **how):
        types = model.predict(**how)
        data.obs["type"] = np.argmax(types.values, axis=1)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        adata, batch_key="batch", labels_key="labels", unlabeled_category="unknown"
    )
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    assign(model, adata, soft=True)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        adata, batch_key="batch", labels_key="labels", unlabeled_category="unknown"
    )
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    soft = model.predict(soft=True)
    adata.obs["predicted"] = soft.idxmax(axis=1)
    adata.obs["again"] = soft.columns[soft.to_numpy().argmax(axis=1)]
    best = soft.to_numpy().argmax(axis=1)
"""

from scvi_lint.rule import ResultUsed, cites, regex, rule

STORED = regex(r"[\w.\[\]\"']*\.obs\[[^\]]+\]\s*=\s*[^=]")
LOOKED_UP = regex(
    r"columns|categories|classes|names|map\(|replace\(|take\(|\[\s*(?:np\.)?\w*\.?argmax"
)
ROWS = ("predict", "get_proportions")


@rule(
    "SCV482",
    severity="warning",
    cites=cites("{symbol}", "user_guide/models/{model}", "user_guide/models/scvi"),
)
def places_taken_for_types(used: ResultUsed):
    if used.how not in (".argmax", "numpy.argmax") or not used.closed or used.statement is None:
        return
    found = used.made.returned
    if used.returned.kind not in ROWS or found is None or found.form != "table":
        return
    statement = used.source(used.statement)
    if not STORED.match(statement) or LOOKED_UP.search(statement.partition("=")[2]):
        return
    yield used.finding(
        used.span,
        "argmax gives the number of a column, not the type that it is called by, and obs holds "
        "0, 1, 2 … Take idxmax(axis=1) of the table.",
    )
