"""The prepared query is thrown away.

`prepare_query_anndata(query, reference, inplace=False)` leaves the query as it is and returns
another object; with `return_reference_var_names=True` it returns names only. On a line of its own
either does nothing: the query keeps its genes and their order. `load_query_data` then raises
ValueError where their number differs, and takes each gene for another one where only the order
does.

Leave `inplace` out, or keep what it returns.

    # bad: silent: the query is as it was
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid(n_genes=90)
    scvi.model.SCVI.prepare_query_anndata(query, model, inplace=False)  # <- finding

    # bad: silent: the query is as it was
    import scvi

    def mapped(query, ref, prepare):
        prepare(query, ref, return_reference_var_names=True)  # <- finding
        return scvi.model.SCVI.load_query_data(query, ref)

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mapped(scvi.data.synthetic_iid(), model, scvi.model.SCVI.prepare_query_anndata)

    # good: in place, kept, or the names alone
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid(n_genes=90)
    names = scvi.model.SCVI.prepare_query_anndata(query, model, return_reference_var_names=True)
    ready = scvi.model.SCVI.prepare_query_anndata(query, model, inplace=False)
    mapped = scvi.model.SCVI.load_query_data(ready, model)
    scvi.model.SCVI.prepare_query_anndata(query, model)
"""

from scvi_lint.rule import ApiUsed, cites, rule

PREPARE = ("prepare_query_anndata", "prepare_query_mudata")
DOES_NOTHING = {"inplace": False, "return_reference_var_names": True}


@rule(
    "SCV767",
    severity="warning",
    cites=cites(
        "{symbol}", "scvi.model.SCVI.prepare_query_anndata", "scvi.model.SCVI.load_query_data"
    ),
)
def prepared_query_lost(use: ApiUsed):
    call = use.call
    if call is None or call.name not in PREPARE or not call.discarded:
        return
    for name, value in DOES_NOTHING.items():
        given = use.argument(name)
        if given is not None and given.is_literal(value):
            query = use.data_in("adata") or use.data_in("mdata")
            called = "the query" if query is None else query.name
            gives = "another object" if name == "inplace" else "names only"
            yield use.finding(
                given.whole,
                f"With {name}={value} this returns {gives}, which is lost here: {called} keeps its "
                f"genes. Leave {name} out.",
            )
            return
