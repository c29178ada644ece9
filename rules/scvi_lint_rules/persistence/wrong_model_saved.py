"""A folder that is named after one model gets another one.

A SCANVI model is made from a trained SCVI model, and both stay at hand under names that look alike.
Saving the first where the second is meant keeps a model without classifier: whoever loads the
folder as SCANVI is refused, or works with the wrong latent space.

Save the model that the folder is named after.

    # bad: silent: the folder holds the SCVI model
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model_scanvi = scvi.model.SCANVI.from_scvi_model(model, unlabeled_category="Unknown")
    model_scanvi.train(max_epochs=1)
    model.save("results/scanvi_model")  # <- finding

    # bad: silent: the folder holds the SCVI model
    from pathlib import Path

    import scvi

    FOLDER = Path("models")

    class Annotation:
        def __init__(self, adata):
            scvi.model.SCVI.setup_anndata(adata, labels_key="labels")
            self.vae = scvi.model.SCVI(adata)
            self.vae.train(max_epochs=1)

        def fit(self):
            self.lvae = scvi.model.SCANVI.from_scvi_model(self.vae, "Unknown")
            self.lvae.train(max_epochs=1)
            self.vae.save(FOLDER / "scANVI")  # <- finding

    Annotation(scvi.data.synthetic_iid()).fit()

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("for_scanvi/scvi")
    model_scanvi = scvi.model.SCANVI.from_scvi_model(model, unlabeled_category="Unknown")
    model_scanvi.train(max_epochs=1)
    model_scanvi.save("scanvi_model")
"""

from scvi_lint.rule import Constructed, Saved, Trained, cites, rule


@rule(
    "SCV709",
    severity="warning",
    cites=cites(
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
        "scvi.model.SCVI.save",
    ),
)
def wrong_model_saved(saved: Saved):
    folder, made = saved.folder, _derived(saved)
    if folder is None or made is None:
        return
    last = folder.rpartition("/")[2].lower().replace("_", "").replace("-", "")
    meant, own = made.class_name.lower(), saved.class_name.lower()
    if meant not in last or own in last.replace(meant, ""):
        return
    if any(event.model.may_be(made.model) for event in saved.program.after(-1, (Saved,))):
        return  # the other one is saved, too: this may be a stage of it
    yield saved.finding(
        saved.call.name_span,
        f"{folder!r} is named after {made.class_name}, but it is the {saved.class_name} model "
        f"that is saved, and the {made.class_name} model never is.",
        because=made.reason(f"{made.class_name} made of it here"),
    )


def _derived(saved: Saved) -> Constructed | None:
    """A trained model that was made from the one that is saved."""
    for made in saved.earlier(Constructed):
        if made.origin is None or not made.origin.may_be(saved.model) or not made.exact:
            continue
        if made.class_name == saved.class_name:
            continue
        if any(event.model.may_be(made.model) for event in made.later(Trained)):
            return made
    return None
