"""A model was saved with a prefix and is loaded without it, or with another one.

`save(folder, prefix="scvi_")` writes `folder/scvi_model.pt`. `load` and `load_query_data` look for
`folder/model.pt` unless they are given the same prefix, and end in ValueError ("Failed to load
model file"). `load_query_data` takes no prefix: hand it the loaded model.

Give `load` the prefix of `save`.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("models", prefix="scvi_")
    again = scvi.model.SCVI.load("models", adata)  # <- finding

    # bad: raises ValueError after training
    import scvi

    class Store:
        folder = "models"

        def keep(self, model):
            model.save(self.folder, overwrite=True)

        def fetch(self, adata, name):
            path = f"./{self.folder}/"
            return scvi.model.LinearSCVI.load(path, adata, prefix=name)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata)
    model = scvi.model.LinearSCVI(adata)
    model.train(max_epochs=1)
    store = Store()
    store.keep(model)
    store.fetch(adata, "linear_")

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("models", prefix="reference_")
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, "models")  # <- finding

    # good: the same prefix, or a folder of its own
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("models", prefix="scvi_")
    model.save("models/plain")
    again = scvi.model.SCVI.load("models", adata, prefix="scvi_")
    other = scvi.model.SCVI.load("models/plain", adata)
    mapped = scvi.model.SCVI.load_query_data(scvi.data.synthetic_iid(), again)
"""

from scvi_lint.rule import Called, Loaded, cites, rule

MOVERS = ("rename", "move", "copytree", "copy2", "copyfile", "replace", "run", "system")


@rule(
    "SCV766",
    severity="error",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def saved_under_another_prefix(load: Loaded):
    if load.beside is None or not load.exact:
        return
    if any(event.call.name in MOVERS for event in load.earlier(Called)):
        return  # the file may have another name by now
    prefix, known = load.beside
    how = f"with prefix={prefix!r}" if prefix else "without a prefix"
    advice = f"Give prefix={prefix!r}" if prefix else "Leave prefix out"
    if load.method != "load":
        advice = "Load it first, and hand over the model"
    yield load.finding(
        load.call.name_span,
        f"The model in {known.value.folder} was saved {how}: {load.call.name} looks for another "
        f"file and raises {load.not_found}. {advice}.",
        because=known,
    )
