"""A model is loaded without its data, and this release of scvi-tools does not allow that.

`save` writes the weights and the registration, and the data only with `save_anndata=True`. The
folder was saved without it, in this program, and `load` was not given an AnnData either. Up to
1.4.0 that raises `ValueError: Save path contains no saved anndata and no adata was passed`; later
releases warn, and return a model without cells.

Pass the data: `load(folder, adata=adata)`.

    # bad: raises ValueError after training (on 1.3.3)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("saved")
    again = scvi.model.SCVI.load("saved")  # <- finding
    latent = again.get_latent_representation(adata)

    # bad: raises ValueError after training (on 1.0.4)
    import scvi

    FOLDER = "results/model"

    def keep(model):
        model.save(FOLDER, overwrite=True)

    def restore():
        return scvi.model.LinearSCVI.load(FOLDER)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata)
    ldvae = scvi.model.LinearSCVI(adata, n_latent=5)
    ldvae.train(max_epochs=1)
    keep(ldvae)
    restored = restore()

    # good: (on 1.3.3)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("saved", save_anndata=True)
    again = scvi.model.SCVI.load("saved")
    model.save("weights")
    other = scvi.model.SCVI.load("weights", adata=adata)
"""

from scvi_lint.rule import Loaded, Saved, cites, rule


@rule(
    "SCV763",
    severity="error",
    versions=">=0.14,<1.4.1",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def load_needs_data(loaded: Loaded):
    takes = loaded.cls.method("load")
    if loaded.method != "load" or takes is None or "adata" not in takes.keywords():
        return
    if not loaded.lacks("adata"):
        return
    saved = _saved_to(loaded)
    if saved is None or not saved.lacks("save_anndata"):
        return
    yield loaded.finding(
        loaded.call.name_span,
        f"The folder was saved without data, and {loaded.class_name}.load is given none: this "
        "raises ValueError. Pass adata=, or save with save_anndata=True.",
        because=saved.reason("saved without the data"),
    )


def _saved_to(loaded: Loaded) -> Saved | None:
    """The last `save` into this folder before."""
    given = loaded.argument("dir_path")
    path = None if given is None else given.value.text
    if path is None:
        return None
    for saved in loaded.earlier(Saved):
        if saved.folder is None:
            return None
        if saved.folder == path.rstrip("/"):
            return saved
    return None
