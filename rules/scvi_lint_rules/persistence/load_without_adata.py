"""A model is loaded without its data and asked about cells.

`save` writes the weights and the registration, and the data only with `save_anndata=True`. The
folder was saved without it, in this program, and `load` was not given an AnnData either. The model
then has no cells: it warns, and the first method that needs some fails on `None`. (Before 1.4.1
`load` itself raises: see load-needs-data.)

Pass the data: `load(folder, adata=adata)`; or give it to the method.

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("saved")
    again = scvi.model.SCVI.load("saved")
    latent = again.get_latent_representation()  # <- finding

    # bad: raises AttributeError after training
    import scvi

    def expression(folder):
        restored = scvi.model.SCVI.load(folder)
        return restored.get_normalized_expression(n_samples=2)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    vae.save("saved")
    expression("saved")

    # bad: raises AttributeError after training
    import scvi

    def fit(adata):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        model.save("reference", overwrite=True, save_anndata=False)

    fit(scvi.data.synthetic_iid())
    again = scvi.model.SCVI.load("reference")
    latent = again.get_latent_representation()  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("saved")
    again = scvi.model.SCVI.load("saved", adata=adata)
    latent = again.get_latent_representation()
    without = scvi.model.SCVI.load("saved")
    latent = without.get_latent_representation(adata)

    # good: the data lies beside the weights
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("saved", save_anndata=True)
    again = scvi.model.SCVI.load("saved")
    latent = again.get_latent_representation()
"""

from scvi_lint.rule import Argument, Queried, Saved, cites, rule, slots


@rule(
    "SCV705",
    severity="error",
    versions=">=1.4.1",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
    about={"model.made_by": "load"},
)
def load_without_adata(query: Queried):
    loaded = query.model.construction
    if loaded is None or query.model.adata is not None:
        return
    if not loaded.lacks("adata") or not query.lacks("adata") or not query.accepts("adata"):
        return
    saved = _saved_to(query, loaded.arguments.get("dir_path"))
    kept = None if saved is None else saved.argument("save_anndata")
    without = saved is not None and saved.lacks("save_anndata")
    if saved is None or not (without or (kept is not None and kept.is_literal(False))):
        return
    yield query.finding(
        query.call.name_span,
        f"{query.model.name} was loaded without data, and its folder was saved without: "
        f"{query.call.name} has no cells and fails. Pass adata= to load.",
        because=(saved.reason("saved without the data"), query.model.thing.get(slots.CONSTRUCTION)),
        cause=loaded.span,
    )


def _saved_to(query: Queried, folder: Argument | None) -> Saved | None:
    """The last `save` into this folder before."""
    path = None if folder is None else folder.value.text
    if path is None:
        return None
    for saved in query.earlier(Saved):
        if saved.folder is None:
            return None
        if saved.folder == path.rstrip("/"):
            return saved
    return None
