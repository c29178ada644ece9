"""Cells of a combination that the program itself kept out of the training are predicted.

Whoever takes one cell type out of one condition, trains, and decodes the rest of that type in that
condition asks the model for something that it never saw: that is a hold-out, and a good test. It
becomes a result only by the comparison with the cells that were kept out. Without it the numbers
say how the model extrapolates, not how cells respond.

Decode, then compare with the observed cells of that combination: gene means, their correlation, the
fraction of the response that is met; and with a baseline (the mean shift of the other types).

    # bad: silent: nothing says how good the prediction is
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    kept_out = (adata.obs["labels"] == "label_0") & (adata.obs["batch"] == "batch_1")
    seen = adata[~kept_out].copy()
    scvi.model.SCVI.setup_anndata(seen, batch_key="batch")
    model = scvi.model.SCVI(seen)
    model.train(max_epochs=1)
    cells = seen[seen.obs["labels"] == "label_0"].copy()
    predicted = model.get_normalized_expression(cells, transform_batch="batch_1")  # <- finding

    # bad: silent: nothing says how good the prediction is
    import scvi

    def respond(model, target):
        return model.get_normalized_expression(transform_batch=target)  # <- finding

    adata = scvi.data.synthetic_iid()
    others = (adata.obs["labels"] != "label_0") | (adata.obs["batch"] != "batch_1")
    seen = adata[others].copy()
    scvi.model.SCVI.setup_anndata(seen, batch_key="batch")
    model = scvi.model.SCVI(seen)
    model.train(max_epochs=1)
    respond(model, "batch_1").to_csv("response.csv")

    # bad: silent: kept out by the words of a query
    # file: pbmc.h5ad = cells(obs={"kind": "B*60 T*80", "batch": "stim*40 ctrl*20 stim*40 ctrl*40"})
    import scanpy as sc
    import scvi

    full = sc.read_h5ad("pbmc.h5ad")
    kept = full.obs.query("not (kind == 'B' and batch == 'stim')").index
    adata = full[kept].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    b_cells = adata[adata.obs["kind"] == "B"].copy()
    model.get_normalized_expression(b_cells, transform_batch="stim").to_csv("b.csv")  # <- finding

    # good: the observed cells are looked at
    import scvi

    adata = scvi.data.synthetic_iid()
    kept_out = (adata.obs["labels"] == "label_0") & (adata.obs["batch"] == "batch_1")
    observed = adata[kept_out].copy()
    seen = adata[~kept_out].copy()
    scvi.model.SCVI.setup_anndata(seen, batch_key="batch")
    model = scvi.model.SCVI(seen)
    model.train(max_epochs=1)
    cells = seen[seen.obs["labels"] == "label_0"].copy()
    predicted = model.get_normalized_expression(cells, transform_batch="batch_1")
    print(predicted.mean(), observed.X.mean(axis=0))

    # good: another batch
    import scvi

    adata = scvi.data.synthetic_iid()
    kept_out = (adata.obs["labels"] == "label_0") & (adata.obs["batch"] == "batch_1")
    seen = adata[~kept_out].copy()
    scvi.model.SCVI.setup_anndata(seen, batch_key="batch")
    model = scvi.model.SCVI(seen)
    model.train(max_epochs=1)
    predicted = model.get_normalized_expression(transform_batch="batch_0")
"""

from scvi_lint.rule import (
    AnnDataView,
    Fix,
    ProgramEnd,
    Queried,
    Reason,
    cites,
    held_against_cells,
    insert_above,
    listed,
    quoted,
    receiver_of,
    regex,
    rule,
)

NAME = regex(r"[^\W\d]\w*")


@rule(
    "SCV436",
    severity="info",
    cites=cites(
        "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution",
        "user_guide/models/scvi#preliminaries",
    ),
)
def hold_out_predicted(query: Queried):
    own, key = query.model.adata, query.model.batch_key
    targets = query.values("transform_batch")
    if own is None or key is None or len(targets) != 1 or own.left_out is None:
        return
    for pair in own.left_out.value:
        columns = dict(pair)
        others = [column for column in columns if column != key]
        if len(columns) != 2 or len(others) != 1 or targets[0].value not in columns[key]:
            continue
        column = others[0]
        kinds = _asked_of(query, column, columns[column])
        if not kinds or _is_looked_at(query, pair):
            continue
        told = listed(kinds, 2)
        yield query.finding(
            targets[0],
            f"{told} in {targets[0]} was kept out of the training: a hold-out. Compare with the "
            "observed cells of that pair; until then this is an extrapolation.",
            because=(own.left_out, query.model.registration),
            fixes=[_compare(query, own.left_out.reasons[-1], columns)],
        )
        return


def _compare(
    query: Queried, left_out: Reason, columns: dict[str, tuple[object, ...]]
) -> Fix | None:
    """Lines that take the cells that were kept out, and show how well the model describes them."""
    model, whole = receiver_of(query), query.text_of(left_out).partition("[")[0]
    if model is None or left_out.span is None or query.stack or not NAME.fullmatch(whole):
        return None
    if not query.model.can("get_reconstruction_error"):
        return None
    before = query.source(left_out.span._replace(start=0, end=left_out.span.start))
    if before.rpartition("\n")[2][:1].isspace():
        return None  # in a function, whose names are its own
    here = (left_out.span.path, left_out.span.cell, left_out.span.start)
    bound = regex(rf"(?m)^[ \t]*{whole}\s*=(?!=)[^\n]*")
    for place, _ in query.program.find(query.span.path, bound):
        if (place.path, place.cell, place.end) >= here:
            return None  # it is something else by now
    one = [f"({whole}.obs[{quoted(name)}]{_is(kept)})" for name, kept in columns.items()]
    return insert_above(
        query,
        [
            "# The cells that were kept out, and how well the model describes them.",
            f"kept_out_cells = {whole}[{' & '.join(one)}].copy()",
            f"print({model}.get_reconstruction_error(kept_out_cells))",
        ],
        "Compare with the cells that were kept out",
    )


def _is(kept: tuple[object, ...]) -> str:
    names = [quoted(one) if isinstance(one, str) else repr(one) for one in kept]
    return f" == {names[0]}" if len(names) == 1 else f".isin([{', '.join(names)}])"


def _asked_of(query: Queried, column: str, left_out: tuple[object, ...]) -> list[object]:
    """The kinds of cells that were left out and are asked for in the missing batch."""
    adata = query.adata
    indices = query.argument("indices")
    if indices is not None:
        kept = indices.kept_of(column)
        return [kind for kind in left_out if kept is not None and kind in kept]
    own = query.model.adata
    known = None if adata is None or (own is not None and adata.id == own.id) else adata.obs(column)
    if known is None:
        return list(left_out) if adata is None or (own and adata.id == own.id) else []
    names = known.value.categories
    return [kind for kind in left_out if names is not None and kind in names]


def _is_looked_at(query: Queried, pair: tuple[tuple[str, tuple[object, ...]], ...]) -> bool:
    """Whether the program chooses the cells that it left out, to compare with them."""
    if held_against_cells(query):
        return True
    for end in query.later(ProgramEnd):
        for number, thing in end.table.items():
            data = AnnDataView(number, end.table, "")
            if getattr(thing, "kind", "") != "anndata" or data.left_out is not None:
                continue
            columns = [(data.obs(column), kept) for column, kept in pair]
            if all(known and _only(known.value.categories, kept) for known, kept in columns):
                return True
    return False


def _only(names: tuple[object, ...] | None, kept: tuple[object, ...]) -> bool:
    return bool(names) and set(names or ()) <= set(kept)
