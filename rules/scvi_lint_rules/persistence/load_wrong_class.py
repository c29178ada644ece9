"""A saved model is loaded with another class than it was saved with.

A folder holds the weights of one class. `SCANVI.load` of a folder that SCVI saved raises
ValueError ("It appears you are loading a model from a different class").

Load it with its own class; a SCANVI model is made from an SCVI model with `from_scvi_model`.

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60", "labels": "T*60 B*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    model = scvi.model.SCANVI.load("model", adata=adata)  # <- finding

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60", "labels": "T*60 B*60"})
    # file: runs/1/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import os

    import scanpy as sc
    from scvi.model import SCVI, LinearSCVI

    def open_run(name, model_class=LinearSCVI):
        path = os.path.join("runs", name)
        return model_class.load(path, sc.read_h5ad("pbmc.h5ad"))  # <- finding

    model = open_run("1")

    # bad: raises ValueError (also SCV753) (not run: needs mlx)
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scvi

    adata = scvi.data.synthetic_iid()
    model = scvi.model.mlxSCVI.load("model", adata=adata)  # <- finding

    # good
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60", "labels": "T*60 B*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    model = scvi.model.SCVI.load("model", adata=adata)
"""

from scvi_lint.rule import Loaded, cites, rule


@rule(
    "SCV750",
    severity="error",
    covers=("backend-mix",),
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def load_wrong_class(load: Loaded):
    known = load.saved_class
    if known is None or load.method != "load" or not load.exact:
        return
    name, reason = known
    if name == load.class_name:
        return
    yield load.finding(
        load.call.name_span,
        f"{reason.value.folder} holds a model of class {name}: {load.class_name}.load raises "
        f"ValueError. Load it with {name}.load.",
        because=reason,
    )
