"""A model is saved under the name of a file.

`save` makes a folder and puts `model.pt` into it, whatever the name looks like: `my_model.pt` is
then a folder. `torch.load` and whoever looks for a file fail on it.

Name it like a folder.

    # bad: silent: a folder called my_model.pt
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("my_model.pt", overwrite=True)  # <- finding

    # bad: silent: a folder called vae.pkl
    import os

    import scvi

    def keep(model, folder):
        model.save(os.path.join(folder, "vae.pkl"))  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    keep(vae, "results")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("my_model", overwrite=True)
    model.save("scvi-1.4.2", overwrite=True)
"""

from scvi_lint.rule import Saved, cites, rule

OF_FILES = (".pt", ".pth", ".pkl", ".ckpt", ".h5", ".h5ad")


@rule(
    "SCV710",
    severity="info",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.save",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def save_as_file_name(saved: Saved):
    folder, given = saved.folder, saved.argument("dir_path")
    if folder is None or given is None or not folder.endswith(OF_FILES):
        return
    last = folder.rpartition("/")[2]
    yield saved.finding(
        given,
        f"save makes a folder {last!r} with model.pt inside: torch.load({last!r}) fails. Name it "
        "like a folder.",
    )
