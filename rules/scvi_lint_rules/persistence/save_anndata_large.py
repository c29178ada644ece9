"""The whole data set is written beside the model.

`save_anndata=True` writes every matrix of the object, with all layers, each time that a model is
saved. For a large atlas that is tens of gigabytes a model, where the weights are a few megabytes.

Save the data once, on its own, and pass it when the model is loaded; or minify it first.

    # bad: silent: every model comes with a copy of the data
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("model", save_anndata=True)  # <- finding

    # bad: silent: every model comes with a copy of the data
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    how = {"overwrite": True, "save_anndata": True}
    model.save("model", **how)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("model")
    adata.write_h5ad("cells.h5ad")
"""

from scvi_lint.rule import Saved, cites, rule


@rule(
    "SCV740",
    severity="info",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.save",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
    presets=("paper",),
)
def save_anndata_large(saved: Saved):
    given = saved.argument("save_anndata")
    if given is None or not given.value.is_literal(True):
        return
    yield saved.finding(
        given.whole,
        "This writes the whole data set beside the weights, each time. Save the data once and "
        "pass it to load, or minify it first.",
    )
