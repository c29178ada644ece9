"""The result of a method that returns nothing is used.

`setup_anndata` marks the object that it is given and returns nothing; `train` changes the model
and returns nothing; so do `save` and `prepare_query_anndata`. A name that is bound to such a
call is None from there on. `adata = SCVI.setup_anndata(adata)` loses the data, and
`model = SCVI(adata).train()` loses the model together with the hours that it was trained for.

Call them as statements of their own, and go on with the object.

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata).train(max_epochs=1)  # <- finding
    latent = model.get_latent_representation()

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    adata = scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")  # <- finding
    model = scvi.model.LinearSCVI(adata)

    # bad: raises AttributeError
    import scanpy as sc
    import scvi

    def prepared(data):
        return scvi.model.SCVI.setup_anndata(data, batch_key="batch")  # <- finding

    adata = prepared(scvi.data.synthetic_iid())
    sc.pp.neighbors(adata)

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    found = model.differential_abundance(sample_key="labels")  # <- finding
    print(found.columns)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()

    # good: nobody asks for it
    import scvi

    adata = scvi.data.synthetic_iid()
    done = scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    history = model.train(max_epochs=1)
    print(history, done)

    # good: made anew on every path
    import scvi

    def trained(data):
        scvi.model.SCVI.setup_anndata(data, batch_key="batch")
        model = scvi.model.SCVI(data)
        result = model.train(max_epochs=1)
        if result is None:
            result = model
        return result

    latent = trained(scvi.data.synthetic_iid()).get_latent_representation()
"""

from scvi_lint.rule import Fix, NoneUsed, cites, regex, rule

# `adata =`, and no second name, before the call or the parentheses around it.
BINDING = regex(r"(\w+)\s*=\s*(?=\(*\s*\Z)")

SAYS = {
    "setup_anndata": "It marks the data in place",
    "setup_mudata": "It marks the data in place",
    "prepare_query_anndata": "It changes the data in place",
    "prepare_query_mudata": "It changes the data in place",
    "train": "It trains the model in place",
    "save": "It only writes the model",
    "minify_adata": "It changes the model in place",
    "minify_mudata": "It changes the model in place",
    "differential_abundance": "It writes obsm['da_log_probs']",
    "update_sample_info": "It reads the columns anew",
    "load_model": "The model is hub_model.model",
}

WORDS = {"": "handed on as data", "[]": "asked for an item", "=": "put into the data"}


@rule(
    "SCV129",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "{symbol}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def result_of_none_method(used: NoneUsed):
    made = used.made
    said = SAYS.get(made.name)
    if said is None:
        return
    what = WORDS.get(used.wanted, f"asked for {used.wanted}")
    yield used.finding(
        made.name_span,
        f"{made.name} returns None, and the result is {what}. {said}: call it as a statement "
        "of its own.",
        because=used.reason(f"None is {what} here"),
        fixes=[_as_statement(used)],
    )


def _as_statement(used: NoneUsed) -> Fix | None:
    """`adata = SCVI.setup_anndata(adata)`: leave out the binding to the data's own name."""
    made = used.made
    given = made.arguments.get("adata") or made.arguments.get("mdata")
    if given is None or made.statement is None or not made.assigned:
        return None
    if used.source(given.span) != made.assigned or made.statement.path != made.span.path:
        return None
    before = made.statement._replace(end=made.span.start)
    binding = BINDING.match(used.source(before))
    if binding is None or binding[1] != made.assigned:
        return None
    place = before._replace(end=before.start + binding.end())
    return Fix("Call it as a statement", (place, ""), safe=True)
