"""Two models are saved into one folder, and the second may not overwrite the first.

`save` refuses a folder that exists already. The program has written this folder itself, some
lines above, so the second `save` raises – after the second training.

A loop, or a function that is called twice, does that with a single line.

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

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for size in (5, 10):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        model.save("model", prefix=f"{size}_")  # <- finding

    # bad: raises ValueError after training
    import scvi

    def fit(adata, size, folder="model"):
        vae = scvi.model.SCVI(adata, n_latent=size)
        vae.train(max_epochs=1)
        vae.save(folder)  # <- finding
        return vae

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    small = fit(adata, 5)
    large = fit(adata, 10)

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    left = 2
    while left:
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        model.save("model")  # <- finding
        left -= 1

    # good: each round has a folder, or saves once
    import os
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for size in (5, 10):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        model.save(f"model_{size}")
        if not os.path.exists("first"):
            model.save("first")

    # good: the loop ends with it
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for size in (5, 10):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        model.save("model")
        break

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

from collections.abc import Iterator

from scvi_lint.rule import Called, Remark, Saved, cites, rule

REMOVERS = frozenset(
    "rmtree rename move replace remove removedirs run system call check_call chdir".split()
)


@rule(
    "SCV703",
    severity="error",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.save",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def save_exists(saved: Saved) -> Iterator[Remark]:
    folder = saved.folder
    if folder is None or not _refuses_to_overwrite(saved):
        return
    for event in saved.earlier(Saved, Called):
        if isinstance(event, Called):
            if event.call.name in REMOVERS:
                return
        elif event.folder == folder and event.span == saved.span:
            if not {"branch", "retried"} & (event.guards | saved.guards):
                yield from _again(saved, folder, event)
            return
        elif event.folder == folder:
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


def _again(saved: Saved, folder: str, before: Saved) -> Iterator[Remark]:
    """The same line a second time: in another round of a loop, or by another call."""
    first, second = before.call.stack, saved.call.stack
    if first != second and not (first and second):
        return  # a function that nobody calls is followed at the end
    told = "in the second round" if first == second else "at the second call"
    yield saved.finding(
        saved.call.name_span,
        f"{folder!r} exists already {told}: save raises ValueError after the training. Give each "
        "model a folder of its own, or pass overwrite=True.",
        certain="again" not in saved.guards,
        doubt="where the loop has a second round",
    )


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
