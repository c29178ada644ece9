"""A reference is given as a `Path`, where only text names a folder.

`load_query_data` and `prepare_query_anndata` take a model or the folder of one, and tell them apart
by whether it is a string. A `pathlib.Path` is none, so it is taken for a model, and the call ends
in an AttributeError. `load` and `save` take a `Path`.

Pass `str(folder)`.

    # bad: raises AttributeError after training
    from pathlib import Path

    import scvi

    FOLDER = Path("models") / "reference"

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save(FOLDER, overwrite=True)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, FOLDER)  # <- finding

    # bad: raises AttributeError
    import pathlib

    import scvi

    def prepare(query, reference):
        scvi.model.SCANVI.prepare_query_anndata(query, reference)  # <- finding

    prepare(scvi.data.synthetic_iid(), pathlib.Path("reference"))

    # bad: raises AttributeError after training
    from pathlib import Path

    import scvi

    def fit(adata, home):
        scvi.model.SCVI.setup_anndata(adata)
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        model.save(str(home / "reference"))

    runs = Path("runs/first.h5ad").parent
    fit(scvi.data.synthetic_iid(), runs)
    query, folder = scvi.data.synthetic_iid(), runs.joinpath("reference").resolve()
    mapped = scvi.model.SCVI.load_query_data(query, reference_model=folder)  # <- finding

    # good: text of a path
    import os
    from pathlib import Path

    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, encode_covariates=True, use_layer_norm="both")
    model.train(max_epochs=1)
    folder = Path.cwd() / "reference"
    model.save(folder)
    mapped = scvi.model.SCVI.load_query_data(scvi.data.synthetic_iid(), os.fspath(folder))
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})

    # good
    from pathlib import Path

    import scvi

    FOLDER = Path("models") / "reference"

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, encode_covariates=True, use_layer_norm="both")
    model.train(max_epochs=1)
    model.save(FOLDER, overwrite=True)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, str(FOLDER))
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})
"""

from scvi_lint.rule import ApiUsed, cites, replace, rule

METHODS = ("load_query_data", "prepare_query_anndata", "prepare_query_mudata")


@rule(
    "SCV823",
    severity="error",
    cites=cites(
        "{symbol}", "scvi.model.SCVI.load_query_data", "user_guide/background/transfer_learning"
    ),
    about={"call.name": METHODS},
)
def query_path_no_text(used: ApiUsed):
    if used.call is None:
        return
    reference = used.call.arguments.get("reference_model")
    if reference is None or not reference.is_path:
        return
    written = used.source(reference.span)
    fixes = [replace(reference, f"str({written})", "Pass the folder as text", safe=True)]
    yield used.finding(
        reference,
        f"{used.call.name} takes a model, or a folder as text: a Path is taken for a model, and "
        f"this raises AttributeError. Pass str({written}).",
        fixes=fixes if used.call.writes(reference) else [],
    )
