"""The model that is saved is not the one that was trained last.

A SCANVI model is made from a trained SCVI model, and both stay at hand under names that look alike.
Saving the first where the second is meant keeps a model without classifier: whoever loads the
folder as SCANVI is refused, or works with the wrong latent space.

The same is lost, under any name, where the second model is trained and then never touched again:
nothing reads it and nothing saves it, while the one that it was made from is kept.

Save the model that was meant.

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

    # bad: silent: nobody ever sees the SCANVI model again
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
    lvae.train(max_epochs=1)
    vae.save("results/final")  # <- finding

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

from scvi_lint.rule import Constructed, Saved, Trained, cites, regex, rule


@rule(
    "SCV709",
    severity="warning",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.save",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def wrong_model_saved(saved: Saved):
    folder, made = saved.folder, _derived(saved)
    if made is None or not _never_saved(made):
        return
    if folder is not None and _is_named_after(folder, made, saved):
        said = (
            f"{folder!r} is named after {made.class_name}, but it is the {saved.class_name} model "
        )
        said += f"that is saved, and the {made.class_name} model never is."
    elif _is_forgotten(saved, made):
        said = (
            f"{made.call.assigned}, the {made.class_name} model, is trained and then neither read "
        )
        said += f"nor saved: only the {saved.class_name} model that it was made from is."
    else:
        return
    yield saved.finding(
        saved.call.name_span,
        said,
        because=made.reason(f"{made.class_name} made of it here"),
    )


def _never_saved(made: Constructed) -> bool:
    """Whether the program saves the model nowhere: else this may be a stage of it."""
    events = made.program.after(-1, (Saved,))
    return not any(event.model.may_be(made.model) for event in events)


def _is_named_after(folder: str, made: Constructed, saved: Saved) -> bool:
    last = folder.rpartition("/")[2].lower().replace("_", "").replace("-", "")
    meant, own = made.class_name.lower(), saved.class_name.lower()
    return meant in last and own not in last.replace(meant, "")


def _is_forgotten(saved: Saved, made: Constructed) -> bool:
    """Whether the name of a model is not written again once it was trained, in the same function
    or at the top level."""
    name = made.call.assigned
    trainings = [event for event in made.later(Trained) if event.model.may_be(made.model)]
    if not name or not trainings or not saved.stack == made.stack == trainings[-1].stack:
        return False
    end = trainings[-1].call.span
    if saved.index < trainings[-1].index:
        return False
    places = made.program.find(end.path, regex(rf"\b{name}\b"))
    return all((place.cell, place.start) < (end.cell, end.end) for place, _ in places)


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
