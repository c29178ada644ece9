"""The result of `load` is thrown away.

`load` is a class method: it returns a new model and leaves the object it was called on as it
was. `model.load(path)` on its own line therefore does nothing – the model stays untrained.

Keep what it returns: `model = SCVI.load(path, adata=adata)`.

    # bad: silent: the model stays as it was
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    trained = scvi.model.SCVI(adata)
    trained.train(max_epochs=1)
    trained.save("saved_model")
    model = scvi.model.SCVI(adata)
    model.load("saved_model", adata=adata)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    trained = scvi.model.SCVI(adata)
    trained.train(max_epochs=1)
    trained.save("saved_model")
    model = scvi.model.SCVI.load("saved_model", adata=adata)

    # good: whether it can be loaded is all that is asked
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("saved_model")
    try:
        scvi.model.SCVI.load("saved_model", adata=adata)
    except KeyError as error:
        print(error)
"""

from scvi_lint.rule import Loaded, bind, cites, rule


@rule(
    "SCV701",
    severity="warning",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def load_discarded(loaded: Loaded):
    call = loaded.call
    if loaded.method != "load" or not call.discarded:
        return
    receiver, fix = loaded.receiver, None
    if receiver is None and "try" in loaded.guards:
        return  # it is tried whether the model can be loaded
    if receiver is not None and receiver.name.isidentifier():
        title = f"Keep the loaded model in {receiver.name}"
        fix = bind(loaded, receiver.name, title, safe=False)
    subject = f"{receiver.name} stays as it was" if receiver is not None else "it is dropped"
    yield loaded.finding(
        call.name_span,
        f"{loaded.class_name}.load returns a new model and changes none: here {subject}. "
        "Assign the result to a name.",
        fixes=[fix],
    )
