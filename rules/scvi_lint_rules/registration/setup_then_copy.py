"""The data was copied or subset after it was registered.

`setup_anndata` registers one object, not its contents. A copy or a view carries the mark of the
registration along but is another object, and the constructor refuses it – also when it is bound
to the old name.

Subset and copy first, register last; or register the copy, too.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    adata = adata[adata.obs["labels"] != "label_0"].copy()
    model = scvi.model.SCVI(adata)  # <- finding

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for batch in ["batch_0", "batch_1"]:
        model = scvi.model.SCVI(adata[adata.obs["batch"] == batch])  # <- finding
        model.train(max_epochs=1)

    # bad: raises ValueError
    import scanpy as sc
    import scvi

    def train(data):
        part = data.copy()
        sc.pp.filter_genes(part, min_cells=3)
        model = scvi.model.SCVI(
            part,  # <- finding
            n_latent=5,
        )
        model.train(max_epochs=1)
        return model

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = train(adata)

    # good: registered last
    import scvi

    adata = scvi.data.synthetic_iid()
    adata = adata[adata.obs["labels"] != "label_0"].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)

    # good: the copy is registered, too
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    part = adata[adata.obs["labels"] != "label_0"].copy()
    scvi.model.SCVI.setup_anndata(part, batch_key="batch")
    model = scvi.model.SCVI(part)

    # good: the copy is not what the model is built on
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    plotted = adata.copy()
    sc.pp.log1p(plotted)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_latent_representation(adata[:50])
"""

from scvi_lint.rule import AnnDataView, Constructed, Fix, Registration, cites, rule, slots


@rule(
    "SCV103",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "tutorials/notebooks/dev/data_tutorial",
        "tutorials/notebooks/data_tutorial",
        "{setup}",
        "scvi.model.SCVI.setup_anndata",
    ),
    about={"model.made_by": "constructor"},
)
def setup_then_copy(built: Constructed):
    adata = built.adata
    if adata is None or built.registration is not None:
        return
    known = adata.stale_registrations.get(built.class_name)
    if known is None or adata.may_be_registered_elsewhere:
        return
    made = "a view" if adata.is_view is not None else "a copy"
    name = adata.name if adata.name.isidentifier() else "This data"
    method = known.value.method
    on = name if adata.name.isidentifier() else "it"
    advice = f"Run {built.class_name}.{method} on {on}"
    if adata.is_view is not None:
        advice = f"Copy it, and run {built.class_name}.{method} on the copy"
    yield built.finding(
        built.argument("mdata") or built.argument("adata") or built.call,
        f"{name} is {made} made after {method}; the set-up stays with the original, so this raises "
        f"ValueError. {advice}.",
        because=known,
        fixes=[_register_again(built, adata, known.value)],
        breaks=((built.model.id, slots.CONSTRUCTION),),
        cause=(adata.id, built.class_name),
    )


def _register_again(
    built: Constructed, adata: AnnDataView, registration: Registration
) -> Fix | None:
    """Repeat the registration for the copy, in the line above the model.

    Only where the program says it in the same scope, so that all names mean the same; a view
    cannot be registered.
    """
    call, statement = registration.call, built.call.statement
    given = call.arguments.get("adata") or call.arguments.get("mdata")
    if given is None or given.splatted or adata.is_view is not None or statement is None:
        return None
    if call.stack != built.call.stack or call.span.path != statement.path:
        return None
    if not call.writes(given):
        return None  # bound to the function by `partial`, in another statement
    before = built.source(statement._replace(start=0, end=statement.start))
    indent = before.rpartition("\n")[2]
    if indent.strip() or not adata.name.isidentifier():
        return None
    whole = call.statement if call.discarded and call.statement is not None else call.span
    text = built.source(whole)
    if whole == call.span and "\n" in built.source(call.function_span):
        return None  # only parentheses around it let it go on
    start, end = given.span.start - whole.start, given.span.end - whole.start
    line = f"{text[:start]}{adata.name}{text[end:]}\n{indent}"
    place = statement._replace(end=statement.start)
    return Fix(f"Register {adata.name} for {built.class_name} here", (place, line), safe=True)
