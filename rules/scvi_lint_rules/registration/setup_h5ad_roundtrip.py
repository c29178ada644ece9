"""Registered data was written to a file, and the model is built on what is read back.

The file keeps the mark of the registration, but the registration itself lives in the running
program and belongs to the object that was registered. What is read is a new object, in the same
program as in the next: the constructor refuses it, with words about a copy that nobody made.

Register again after reading.

    # bad: raises ValueError
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    adata.write("prepared.h5ad")
    adata = sc.read_h5ad("prepared.h5ad")
    model = scvi.model.SCVI(adata)  # <- finding

    # bad: raises ValueError
    import os

    import anndata
    import scvi

    def prepare(path):
        data = scvi.data.synthetic_iid()
        scvi.model.LinearSCVI.setup_anndata(data, batch_key="batch")
        data.write_h5ad(path, compression="gzip")

    def train(path):
        data = anndata.read_h5ad(path)
        model = scvi.model.LinearSCVI(data)  # <- finding
        model.train(max_epochs=1)

    path = os.path.join(".", "prepared.h5ad")
    prepare(path)
    train(path)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    adata.write("prepared.h5ad")
    adata = sc.read_h5ad("prepared.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)

    # good: written for others, while the model is built on the registered object
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    adata.write("prepared.h5ad")
    again = sc.read_h5ad("prepared.h5ad")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(again)
"""

from scvi_lint.rule import Constructed, Fact, Registration, cites, rule, slots


@rule(
    "SCV106",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
        "tutorials/notebooks/dev/data_tutorial",
        "tutorials/notebooks/data_tutorial",
        "{setup}",
        "scvi.model.SCVI.setup_anndata",
    ),
)
def setup_h5ad_roundtrip(built: Constructed):
    known = built.lost_on_disk
    adata = built.adata
    if known is None or adata is None:
        return
    written, registered = known
    yield built.finding(
        built.argument("mdata") or built.argument("adata") or built.call,
        f"{adata.name} was read back from a file: a registration is not stored in it, so this "
        f"raises ValueError. Call {built.class_name}.{_method(registered)} again after reading.",
        because=(registered, written.reason("written to the file here"), adata.file),
        breaks=((built.model.id, slots.CONSTRUCTION),),
        cause=(adata.id, built.class_name),
    )


def _method(registered: Fact[Registration]) -> str:
    return registered.value.method
