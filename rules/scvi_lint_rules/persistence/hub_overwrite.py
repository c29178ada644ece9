"""Card and metadata of a hub model are saved a second time into one folder.

`HubModel.save()` writes the model card and the metadata beside the model. A folder that holds a
card already raises FileExistsError, and the program itself has saved one there some lines above.

Say `overwrite=True`, or make the card once, when it is final.

    # bad: raises FileExistsError (not run: needs huggingface_hub)
    import scvi
    from scvi.hub import HubMetadata, HubModel, HubModelCardHelper

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("fitted", save_anndata=True)
    metadata = HubMetadata.from_dir("fitted", anndata_version="0.12.0")
    card = HubModelCardHelper.from_dir(
        "fitted", license_info="mit", anndata_version="0.12.0", data_modalities=["rna"]
    )
    hub = HubModel("fitted", metadata=metadata, model_card=card)
    hub.save()
    hub.save()  # <- finding

    # bad: raises FileExistsError (not run: needs huggingface_hub)
    import scvi.hub

    FOLDER = "models/lung"
    first = scvi.hub.HubModel(FOLDER + "/", metadata="meta.json", model_card="draft.md")
    first.save(overwrite=True)
    final = scvi.hub.HubModel(local_dir=FOLDER, metadata="meta.json", model_card="final.md")
    final.save(overwrite=False)  # <- finding

    # good: (not run: needs huggingface_hub)
    from scvi.hub import HubModel

    for folder in ("lung", "liver"):
        hub = HubModel(folder, metadata="meta.json", model_card="card.md")
        hub.save()
        hub.save(overwrite=True)
"""

from scvi_lint.rule import Called, HubSaved, cites, rule

# What may take the card away again.
REMOVERS = ("rmtree", "rename", "move", "replace", "remove", "unlink", "run", "system", "call")


@rule(
    "SCV745",
    severity="error",
    versions=">=1.1",
    cites=cites(
        "scvi.hub.HubModel.save",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def hub_overwrite(saved: HubSaved):
    given = saved.argument("overwrite")
    refuses = saved.call.lacks("overwrite") if given is None else given.is_literal(False)
    if saved.folder is None or not refuses:
        return
    for event in saved.earlier(HubSaved, Called):
        if isinstance(event, Called):
            if event.call.name in REMOVERS:
                return
        elif event.folder == saved.folder and event.span != saved.span:
            if event.call.stack != saved.call.stack or event.guards != saved.guards:
                return
            yield saved.finding(
                saved.call.name_span,
                f"{saved.folder!r} has a model card already, which the program saved before: this "
                "raises FileExistsError. Pass overwrite=True.",
                because=event.reason("saved here before"),
            )
            return
