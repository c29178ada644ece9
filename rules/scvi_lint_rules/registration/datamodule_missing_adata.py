"""A model is made without data.

Without an AnnData the network cannot be built: its size depends on the genes and batches. The
model is left empty until `train` is given a data module (an experimental way for data that do
not fit into memory), and says so in a warning; trained as usual, it fails.

Give the constructor the registered data, or the `registry` of the data module that it shall be
trained with.

    # bad: raises AttributeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(n_latent=5)  # <- finding
    model.train(max_epochs=1)

    # bad: warns "initialized without"
    import scvi

    model = scvi.model.SCVI()  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, n_latent=5)
    model.train(max_epochs=1)

    # good: trained with a data module (not run: lightning data modules need an extra)
    import scvi
    from cells import CellDataModule

    cells = CellDataModule("cells.parquet")
    model = scvi.model.SCVI()
    model.train(datamodule=cells, max_epochs=1)
    other = scvi.model.SCVI(registry=cells.registry)
"""

from scvi_lint.rule import Constructed, Trained, cites, rule


@rule(
    "SCV130",
    severity="info",
    versions=">=1.1",
    cites=cites(
        "user_guide/use_case/custom_dataloaders", "{setup}", "scvi.model.SCVI.setup_anndata"
    ),
    about={"model.made_by": "constructor"},
)
def datamodule_missing_adata(built: Constructed):
    takes = built.cls.init.keywords().get("adata")
    if takes is None or takes.required:
        return
    if "adata" in built.call.arguments or not built.call.lacks("adata"):
        return
    trainings = (*built.earlier(Trained), *built.later(Trained))
    if not built.call.lacks("registry") or built.release.is_foreign:
        return
    if any(not event.call.lacks("datamodule") for event in trainings):
        return  # who trains one model so knows what the others are for
    is_trained = any(event.model.id == built.model.id for event in trainings)
    yield built.finding(
        built.call,
        f"{built.class_name} is made without data: it stays empty, with a warning, until train "
        "is given a datamodule, and any other use fails. Give it the registered data.",
        happens="" if is_trained else "warns",
    )
