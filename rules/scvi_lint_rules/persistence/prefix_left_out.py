"""A model is loaded without the prefix that it was saved with.

`model.save(folder, prefix="donor_")` writes `donor_model.pt`. `load` and `load_query_data` look for
`model.pt`, or for the prefix that they are given; with another one they raise ValueError: "Failed
to load model file".

Give the same prefix: `SCVI.load(folder, adata, prefix="donor_")`. `load_query_data` has none: load
the model first.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("models", prefix="first_", overwrite=True)
    again = scvi.model.SCVI.load("models", adata)  # <- finding

    # bad: raises ValueError after training
    import scvi

    FOLDER = "models"

    def fit(adata, width):
        model = scvi.model.SCVI(adata, n_latent=width)
        model.train(max_epochs=1)
        model.save(FOLDER, prefix=f"z{width}_", overwrite=True)

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for width in (5, 10):
        fit(adata, width)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, FOLDER)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("models", prefix="first_", overwrite=True)
    again = scvi.model.SCVI.load("models", adata, prefix="first_")
    model.save("models", overwrite=True)
    last = scvi.model.SCVI.load("models", adata)
"""

from scvi_lint.rule import Called, Loaded, Saved, cites, rule


@rule(
    "SCV720",
    severity="error",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def prefix_left_out(loaded: Loaded):
    given = loaded.argument("dir_path") or loaded.argument("reference_model")
    folder = None if given is None else given.value.text
    if given is None or not folder or loaded.written is not None or loaded.saved is not None:
        return
    asked = _prefix(loaded)
    written: list[Saved] = []
    for event in loaded.earlier(Saved, Called):
        if isinstance(event, Called):
            if event.call.name in MOVERS:
                return  # it may have been put there
        elif event.folder is None:
            return  # it may be this folder
        elif event.folder == folder.rstrip("/"):
            written.append(event)
    used = {_prefix(event) for event in written}
    if not used or asked in used or None in used or asked is None:
        return
    missing = f"prefix={asked!r}" if asked else "no prefix"
    names = " and ".join(sorted(map(repr, used - {None})))
    yield loaded.finding(
        loaded.place("prefix") if asked else given,
        f"{folder!r} holds models with prefix {names}, and {loaded.call.name} is told {missing}: "
        "ValueError, no such file.",
        because=written[0].reason("saved here"),
    )


def _prefix(event: Saved | Loaded) -> str | None:
    """The prefix that is given, "" for none; None where it is not known."""
    given = event.argument("prefix")
    if given is None:
        return "" if event.lacks("prefix") else None
    return "" if given.is_none else given.value.text


MOVERS = frozenset("rename move copytree copy run system call make_archive unpack_archive".split())
