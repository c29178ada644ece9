"""`load` is given the data first and the folder second.

Before 0.9 the data came first. Today the folder does, and the AnnData in its place is refused with
"expected str, bytes or os.PathLike object, not AnnData", which does not say what to do.

Write `load(folder, adata=adata)`.

    # bad: raises TypeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("saved")
    again = scvi.model.SCVI.load(adata, "saved")  # <- finding

    # bad: raises TypeError after training
    from scvi.model import SCVI as Model
    import scvi

    def restore(data, folder):
        return Model.load(data, folder)  # <- finding

    adata = scvi.data.synthetic_iid()
    Model.setup_anndata(adata, batch_key="batch")
    vae = Model(adata)
    vae.train(max_epochs=1)
    vae.save("saved")
    restore(adata, "saved")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("saved")
    again = scvi.model.SCVI.load("saved", adata)
    again = scvi.model.SCVI.load("saved", adata=adata)
"""

from scvi_lint.rule import Loaded, cites, rule, swap


@rule(
    "SCV704",
    severity="error",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def load_arg_order_old(loaded: Loaded):
    folder, data = loaded.argument("dir_path"), loaded.argument("adata")
    if loaded.method != "load" or folder is None or folder.kind not in ("anndata", "mudata"):
        return
    fix = None
    if data is not None and data.is_text:
        fix = swap(loaded, folder, data, "Give the folder first", safe=True)
    yield loaded.finding(
        folder,
        f"{loaded.class_name}.load takes the folder first: the data in its place raises "
        "TypeError. Write load(folder, adata=…).",
        fixes=[fix],
    )
