"""The folder holds a model in the form of scvi-tools before 0.15.

Older releases saved `attr.pkl`, `model_params.pt` and `var_names.csv`; since 0.15 there is one
`model.pt`. `load` does not find that file and raises ValueError.

Convert it once: `SCVI.convert_legacy_save("old_model", "model")`, then load the new folder.

    # bad: raises ValueError
    # file: old/attr.pkl = __import__("pickle").dumps({"registry_": {"model_name": "SCVI"}})
    import scvi

    model = scvi.model.SCVI.load("old", adata=scvi.data.synthetic_iid())  # <- finding

    # bad: raises ValueError
    # file: models/scvi/attr.pkl = __import__("pickle").dumps({"registry_": {"model_name": "SCVI"}})
    from pathlib import Path

    import scvi

    MODELS = Path("models")

    def restore(name, adata):
        return scvi.model.SCVI.load(MODELS / name, adata=adata)  # <- finding

    restore("scvi", scvi.data.synthetic_iid())

    # good
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    # file: new.h5ad = cells(obs={"batch": "a*60 b*60"})
    import scanpy as sc
    import scvi

    model = scvi.model.SCVI.load("model", adata=sc.read_h5ad("new.h5ad"))
"""

from scvi_lint.rule import Loaded, cites, rule


@rule(
    "SCV755",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def load_legacy(load: Loaded):
    saved = load.saved
    if saved is None or load.method != "load" or not saved.value.seen.legacy:
        return
    folder = saved.value.folder
    yield load.finding(
        load.argument("dir_path") or load.call.name_span,
        f"{folder} was saved before scvi-tools 0.15: load raises ValueError. Convert it once with "
        f"{load.class_name}.convert_legacy_save and load the new folder.",
        because=saved,
    )
