"""A curve of the history is a table, and is used like a list of numbers.

`model.history["elbo_validation"]` is a DataFrame: one row for each epoch, and one column that is
called `elbo_validation`, too. In brackets behind it stands the name of a column: `[-1]` looks for a
column called -1 and raises KeyError, when all the training is done. Python's own functions go
through the names of columns: `min(...)` returns the text "elbo_validation", whatever the losses
were. In an `if` a table is neither true nor false, and raises ValueError.

Take the number first: `.iloc[-1].item()` for the last epoch, `.min().item()` for the best one.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, check_val_every_n_epoch=1)
    last = model.history["elbo_validation"][-1]  # <- finding

    # bad: raises KeyError after training
    import scvi

    def final(model, key="elbo_train"):
        curve = model.history[key]
        return curve[len(curve) - 1], curve[key][-1]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    vae = scvi.model.TOTALVI(adata)
    vae.train(max_epochs=2)
    first = vae.history_["elbo_train"].dropna()[0]  # <- finding
    final(vae)

    # bad: silent: the name of the curve, not its lowest value
    import scvi

    scores = {}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for n_latent in (5, 10):
        model = scvi.model.SCVI(adata, n_latent=n_latent)
        model.train(max_epochs=2, check_val_every_n_epoch=1)
        scores[n_latent] = min(model.history["elbo_validation"])  # <- finding
    print(min(scores, key=scores.get))

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
    if model.history["elbo_train"].iloc[-1] > 1e6:  # <- finding
        print("not converged")

    # bad: raises TypeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.LinearSCVI(adata)
    model.train(max_epochs=2)
    losses = model.history["elbo_train"]
    print(float(losses))  # <- finding

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
    values = model.history["elbo_train"].tolist()  # <- finding

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, check_val_every_n_epoch=1)
    curve = model.history["elbo_validation"]
    last = curve.iloc[-1].item()
    best = curve.min().item()
    values = curve["elbo_validation"].tolist()
    lowest = min(values), curve.values[-1], np.argmin(curve), len(curve)
    tail = curve[-2:].mean()
    if last < best + 1 and not curve.empty and curve["elbo_validation"][0] > 0:
        print(sorted(model.history.keys()), curve.elbo_validation.iloc[-1])

    # good: a curve in a list of the program's own
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
    history = {key: table[key].tolist() for key, table in model.history.items()}
    print(history["elbo_train"][-1], min(history["elbo_train"]))
"""

from scvi_lint.rule import CurveUsed, Remark, cites, rule


@rule(
    "SCV562",
    severity="error",
    cites=cites(
        "scvi.model.SCVI.history",
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
    ),
)
def history_as_list(used: CurveUsed):
    model = used.model
    if not model.exact or model.has("trains_outside_lightning"):
        return
    if used.how in ("number", "chosen"):
        return
    said = {"[]": _looked_up, "truth": _asked, "for": _gone_through}.get(used.how, _given)
    told = said(used)
    if told:
        message, silent = told
        yield _finding(used, message, silent)


def _finding(used: CurveUsed, message: str, silent: bool) -> Remark:
    return used.finding(
        used.span,
        message,
        because=used.model.training,
        severity="warning" if silent else "",
        happens="silent" if silent else "",
    )


def _looked_up(used: CurveUsed) -> tuple[str, bool] | None:
    constant = used.index_value.constant
    key = None if constant is None else constant.value
    if type(key) is not int and not isinstance(key, str):
        return None
    if used.form == "series":
        if type(key) is not int or key >= 0:
            return None
        return (
            f"Epochs are counted from 0, and none is called {key}: this raises KeyError, after the "
            f"training. For the last epoch write .iloc[{key}].",
            False,
        )
    if key == used.name:
        return None
    instead = f".iloc[{key}].item()" if type(key) is int else f"[{used.name!r}]"
    return (
        f"history[{used.name!r}] is a table with one column, not a list: [{key!r}] asks for a "
        f"column of that name, KeyError after the training. Write {instead}.",
        False,
    )


def _asked(used: CurveUsed) -> tuple[str, bool] | None:
    return (
        f"history[{used.name!r}] is a table, also where it is compared: neither true nor false, "
        "ValueError after the training. Take a number of it: .iloc[-1].item(), .min().item().",
        False,
    )


def _gone_through(used: CurveUsed) -> tuple[str, bool] | None:
    if used.form != "frame":
        return None
    return (
        f"history[{used.name!r}] is a table: a loop over it gets the name of its column, not the "
        f"epochs. Loop over history[{used.name!r}][{used.name!r}].",
        True,
    )


def _given(used: CurveUsed) -> tuple[str, bool] | None:
    if used.form != "frame":
        return None
    numbers = f"history[{used.name!r}][{used.name!r}]"
    if used.how.startswith("."):
        return (
            f"history[{used.name!r}] is a table, which has no {used.how[1:]}: AttributeError after "
            f"the training. Its column has: {numbers}{used.how}().",
            False,
        )
    if used.how in ("float()", "int()", "sum()"):
        last = " .iloc[-1].item() is the last epoch." if used.how != "sum()" else ""
        return (
            f"history[{used.name!r}] is a table of all epochs: {used.how} of it raises TypeError, "
            f"after the training.{last or f' Use {numbers}.'}",
            False,
        )
    return (
        f"history[{used.name!r}] is a table, and {used.how} goes through the names of its columns: "
        f"you get {used.name!r}, no loss. Use {numbers}.",
        True,
    )
