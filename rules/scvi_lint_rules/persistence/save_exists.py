"""Two models are saved into one folder, and the second may not overwrite the first.

`save` refuses a folder that exists already. The program has written this folder itself, some
lines above, so the second `save` raises – after the second training.

Choose another folder for the second model, or say `overwrite=True` if the first is not needed.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    small = scvi.model.SCVI(adata, n_latent=5)
    small.train(max_epochs=1)
    small.save("model")
    large = scvi.model.SCVI(adata, n_latent=20)
    large.train(max_epochs=1)
    large.save("model")  # <- finding

    # bad: raises ValueError after training
    import os
    import scvi

    FOLDER = os.path.join("results", "model")
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    os.makedirs("results")
    vae.save(FOLDER, overwrite=True)
    vae.train(max_epochs=1)
    vae.save(FOLDER + "/")  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("model")
    model.save("model", overwrite=True)
    model.save("model_2")

    # good: the folder is taken away in between
    import shutil
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("model")
    shutil.rmtree("model")
    model.save("model")
"""

from scvi_lint.rule import Called, Saved, cites, rule

REMOVERS = ("rmtree", "rename", "move", "replace", "remove", "removedirs", "run", "system", "call")


@rule(
    "SCV703",
    severity="error",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.save",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def save_exists(saved: Saved):
    folder = saved.folder
    if folder is None or not _refuses_to_overwrite(saved):
        return
    for event in saved.earlier(Saved, Called):
        if isinstance(event, Called):
            if event.call.name in REMOVERS:
                return
        elif event.span != saved.span and event.folder == folder:
            if event.call.stack != saved.call.stack:
                return
            if event.guards and not _in_one_block(event, saved):
                return
            yield saved.finding(
                saved.call.name_span,
                f"{folder!r} exists already, since the program has saved into it before: this "
                "raises ValueError. Use another folder, or pass overwrite=True.",
                because=event.reason("saved here before"),
            )
            return


def _in_one_block(first: Saved, later: Saved) -> bool:
    """Whether both stand in one block: whoever comes to the first comes to the second, too."""
    if first.span[:2] != later.span[:2] or first.guards != later.guards:
        return False
    before = first.source(first.span._replace(start=0, end=first.span.start))
    margin = _margin(before.rpartition("\n")[2])
    between = first.source(first.span._replace(end=later.span.start)).split("\n")[1:]
    lines = [line for line in between if line.strip()]
    last = between[-1] if between else ""
    return all(_margin(line) >= margin for line in lines) and _margin(last) == margin


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _refuses_to_overwrite(saved: Saved) -> bool:
    given = saved.argument("overwrite")
    return saved.call.lacks("overwrite") if given is None else given.value.is_literal(False)
