"""A model is saved into the folder of another one, which is lost.

With `overwrite=True` the second model takes the place of the first without a word. Whoever loads
the folder later gets the last one; the training of the first was for nothing.

Give each model a folder of its own.

    # bad: silent: the SCVI model is gone
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("model", overwrite=True)
    annotated = scvi.model.SCANVI.from_scvi_model(model, "unknown")
    annotated.train(max_epochs=1)
    annotated.save("model", overwrite=True)  # <- finding

    # bad: silent: the first model is gone
    import os

    import scvi

    OUT = "results"

    def fit(adata, width):
        vae = scvi.model.SCVI(adata, n_latent=width)
        vae.train(max_epochs=1)
        return vae

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    small = fit(adata, 5)
    large = fit(adata, 10)
    small.save(os.path.join(OUT, "vae"), overwrite=True)
    large.save(f"{OUT}/vae", overwrite=True)  # <- finding

    # bad: silent: one seed is left of three
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for seed in (0, 1, 2):
        scvi.settings.seed = seed
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        model.save("member", overwrite=True)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("scvi", overwrite=True)
    model.train(max_epochs=1)
    model.save("scvi", overwrite=True)
    annotated = scvi.model.SCANVI.from_scvi_model(model, "unknown")
    annotated.train(max_epochs=1)
    annotated.save("scanvi", overwrite=True)

    # good: a prefix, or what was saved is read before
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    first, second, third = (scvi.model.SCVI(adata, n_latent=n) for n in (5, 6, 7))
    for model in (first, second, third):
        model.train(max_epochs=1)
    first.save("models", prefix="first_", overwrite=True)
    second.save("models", prefix="second_", overwrite=True)
    second.save("tried", overwrite=True)
    again = scvi.model.SCVI.load("tried", adata)
    third.save("tried", overwrite=True)
    for seed in (0, 1, 2):
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        model.save(f"member_{seed}", overwrite=True)
"""

from scvi_lint.rule import Called, Loaded, Saved, cites, rule

MOVERS = ("rename", "move", "copytree", "copy", "run", "system", "call", "make_archive")


@rule(
    "SCV711",
    severity="warning",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.save",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def saved_over(saved: Saved):
    folder, given = saved.folder, saved.argument("overwrite")
    if folder is None or given is None or not given.is_literal(True) or not saved.model.exact:
        return
    for event in saved.earlier(Saved, Called, Loaded):
        if isinstance(event, Called):
            if event.call.name in MOVERS:
                return  # it may have been put elsewhere
            continue
        if isinstance(event, Loaded):
            path = event.argument("dir_path") or event.argument("reference_model")
            if path is not None and (path.value.text or folder).rstrip("/") == folder:
                return
            continue
        if event.folder != folder or event.argument("prefix") or saved.argument("prefix"):
            continue
        if event.model.may_be(saved.model) or event.guards or saved.guards:
            return
        if event.span == saved.span:  # another round of a loop, or another call of a function
            yield saved.finding(
                saved.call.name_span,
                f"Each of these models is saved to {folder!r}, in the place of the one before: "
                "only the last can be loaded. Put what differs into the name of the folder.",
            )
            return
        if event.call.stack != saved.call.stack:
            return
        yield saved.finding(
            saved.call.name_span,
            f"{folder!r} holds {event.model.name}, a model of {event.class_name}, and this takes "
            "its place: it can no longer be loaded. Use a folder for each model.",
            because=event.reason("saved here before"),
        )
        return
