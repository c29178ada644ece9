"""A call leaves out an argument that this function cannot do without.

Some classes must be told more than others: TOTALVI which entry of obsm holds the proteins, SCANVI
which column holds the labels and what unlabelled cells are called, CellAssign the size factors,
ContrastiveVI which cells are background and which are target. Python raises TypeError when the
call is made, for `train` after everything before it has run.

`LoudEarlyStopping` takes `warmup_epochs` out of its keywords without asking whether it is there:
since 1.3.1 it raises KeyError without, although its signature names no such argument.

Pass the argument by its name.

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, batch_key="batch")  # <- finding

    # bad: raises TypeError
    import scvi

    settings = {"labels_key": "labels", "batch_key": "batch"}

    def register(data, model_class=scvi.model.SCANVI):
        model_class.setup_anndata(data, **settings)  # <- finding

    register(scvi.data.synthetic_iid())

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.ContrastiveVI.setup_anndata(adata, batch_key="batch")
    model = scvi.external.ContrastiveVI(adata)
    model.train(max_epochs=1)  # <- finding

    # bad: raises KeyError
    from scvi.train import LoudEarlyStopping

    stopping = LoudEarlyStopping(monitor="elbo_validation", patience=5)  # <- finding

    # good
    from scvi.train import LoudEarlyStopping

    stopping = LoudEarlyStopping(monitor="elbo_validation", patience=5, warmup_epochs=0)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, "protein_expression", batch_key="batch")
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="Unknown")

    # good: it may come from where the program does not show it
    import json
    import scvi

    adata = scvi.data.synthetic_iid()
    more = json.loads('{"labels_key": "labels", "unlabeled_category": "Unknown"}')
    scvi.model.SCANVI.setup_anndata(adata, **more)
"""

from scvi_lint.rule import ApiUsed, cites, rule

FILLED = ("plain", "keyword")


@rule(
    "SCV131",
    severity="error",
    versions=">=0.15",
    covers=("totalvi-protein-key-missing", "cellassign-size-factor", "contrastivevi-indices"),
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def argument_missing(used: ApiUsed):
    call = used.call
    if call is None or call.open or not used.exact or used.release.is_foreign:
        return
    signature = used.release.signature(used.path)
    if signature is None or any(signature.accepts(name) is False for name in call.arguments):
        return
    missing = [
        parameter.name
        for parameter in signature.parameters
        if parameter.required and parameter.kind in FILLED and parameter.name not in call.arguments
    ]
    raises = "TypeError"
    if not missing:
        missing = [name for name in signature.needed if name not in call.arguments]
        raises = "KeyError"
    if not missing:
        return
    receiver = ".".join(used.path.split(".")[-2:])
    yield used.finding(
        call.name_span,
        f"{receiver} needs {' and '.join(missing)} and raises {raises} without. "
        f"Pass {', '.join(f'{name}=…' for name in missing)}.",
        breaks=used.breaks_registrations,
        dated=not used.release.always_needs(used.path, missing, "0.15.0"),
    )
