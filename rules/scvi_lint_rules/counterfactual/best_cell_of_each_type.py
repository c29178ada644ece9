"""The best cell of each type is taken for the best type of each cell.

`predict(soft=True)`, `CellAssign.predict()` and `get_proportions()` return a table with a row for
each cell or spot and a column for each type. Without an axis, `idxmax()`, `max()` and their like go
down the columns: what comes out is one value for each type. Stored as a column of `obs` it fits no
cell, and is NaN everywhere.

Go along the rows: `table.idxmax(axis=1)`, `table.max(axis=1)`.

    # bad: silent: every cell is left without a type
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        adata, batch_key="batch", labels_key="labels", unlabeled_category="unknown"
    )
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    soft = model.predict(soft=True)
    adata.obs["predicted"] = soft.idxmax()  # <- finding

    # bad: silent: every cell is left without a value
    import scvi

    def assign(model, data, **how):
        types = model.predict(**how)
        data.obs["type"] = types.idxmax(axis=0)  # <- finding
        data.obs["share"] = types.max()  # <- finding

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
    adata.obs["confidence"] = soft.max(axis="columns")
    print(soft.max(), soft.idxmax())
    adata.obs["share"] = soft["label_0"].max()
"""

from scvi_lint.rule import ResultUsed, cites, rule

REDUCE = frozenset({".idxmax", ".idxmin", ".max", ".min", ".mean"})
ROWS = ("predict", "get_proportions", "predict_proba")


@rule(
    "SCV481",
    severity="warning",
    cites=cites("{symbol}", "user_guide/models/{model}", "user_guide/models/scvi"),
)
def best_cell_of_each_type(used: ResultUsed):
    call = used.call
    if used.how not in REDUCE or call is None or not used.closed or used.returned.part is not None:
        return
    found = used.made.returned
    if used.returned.kind not in ROWS or found is None or found.form != "table":
        return
    axis = used.argument("axis")
    down = used.lacks("axis") if axis is None else axis.literal in (0, "index")
    place = used.statement
    target = "" if place is None else used.source(place).partition("=")[0]
    if not down or ".obs[" not in target:
        return
    yield used.finding(
        call.name_span,
        f"{call.name} without axis=1 goes down the columns: one value for each type, which fits no "
        f"cell, and obs holds NaN. Write {call.name}(axis=1).",
    )
