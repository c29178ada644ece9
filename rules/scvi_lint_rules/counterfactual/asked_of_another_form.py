"""A result is asked for what it has not got in the form in which it comes.

What a method returns depends on the class and on the arguments: a table with names, an array, a
pair, a dictionary, one number. `.loc` and `.columns` are for tables, `.reshape` and `.argmax` for
arrays; a latent space of cells × dimensions has no third axis; an array of many cells does not fall
apart into two names. Each of these raises, after the training. `print(type(result))` tells the
form; `return_numpy`, `n_samples` and `return_dist` change it.

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    latent.to_csv("latent.csv")  # <- finding

    # bad: raises AttributeError after training
    import scvi

    def first(model, cell):
        return model.get_latent_representation().loc[cell]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata)
    vae = scvi.model.PEAKVI(adata)
    vae.train(max_epochs=1)
    first(vae, adata.obs_names[0])

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression(n_samples=3)
    flat = expression.ravel()  # <- finding

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata)
    model = scvi.model.LinearSCVI(adata)
    model.train(max_epochs=1)
    fit = {"elbo": model.get_elbo()}
    print(fit["elbo"].iloc[-1])  # <- finding

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    parameters = model.get_likelihood_parameters()
    print(parameters.shape)  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    means, variances = model.get_latent_representation()  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.AUTOZI.setup_anndata(adata)
    model = scvi.model.AUTOZI(adata)
    model.train(max_epochs=1)
    alphas, betas = model.get_alphas_betas()  # <- finding

    # bad: raises AxisError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    values = model.get_normalized_expression(n_samples=3, return_numpy=True)
    print(values.mean(axis=2))  # <- finding

    # bad: raises IndexError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    print(latent["latent_0"])  # <- finding

    # good
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    print(latent.shape, latent[:, 0].max(), latent.mean(axis=-1), latent.T.tolist()[0])
    pd.DataFrame(latent, index=adata.obs_names).to_csv("latent.csv")
    means, variances = model.get_latent_representation(return_dist=True)
    print(means.argmax(axis=1), variances.sum(axis=0))
    x, y = latent[:, :2].T
    draws = model.get_normalized_expression(n_samples=3, return_mean=False)
    print(draws.std(axis=0).shape, float(model.get_elbo()), model.get_elbo().item())
    one, two = model.get_normalized_expression(gene_list=["gene_1", "gene_2"])
    table = model.get_normalized_expression()
    print(table.loc[adata.obs_names[0]].argmax(), table["gene_1"].unique())
    print(table.to_numpy().ravel())
    for name, values in model.get_likelihood_parameters().items():
        print(name, values.shape)
    if hasattr(latent, "columns"):
        print(latent.columns)
"""

from scvi_lint.rule import OF_TABLES, FormAsked, cites, rule

_OF_ALL = """T all any astype copy cumprod cumsum dot max mean min ndim prod round shape size
squeeze std sum swapaxes transpose var"""
# What each form has. Of a table it is told what it lacks: it may have columns of any name.
ATTRIBUTES = {
    "array": frozenset(
        f"""{_OF_ALL} argmax argmin argpartition argsort base byteswap choose clip compress conj
        conjugate ctypes data device diagonal dtype dump dumps fill flags flat flatten getfield
        imag item itemset itemsize mT mask newbyteorder nbytes nonzero partition ptp put ravel real
        repeat reshape resize searchsorted setfield setflags sort strides take to_device tobytes
        tofile tolist tostring trace view""".split()
    ),
    "dict": frozenset(
        "clear copy fromkeys get items keys pop popitem setdefault update values".split()
    ),
    "number": frozenset(
        """as_integer_ratio conjugate fromhex hex imag is_integer real item dtype shape ndim mean
        astype tolist round size max min sum""".split()
    ),
}
_OF_ARRAYS = frozenset(
    """argmax argmin argpartition argsort clone cpu cuda detach dtype fill flat flatten item nonzero
    numpy ravel repeat reshape searchsorted tobytes tocsr tolist to_list toarray todense unsqueeze
    view A A1""".split()
)
LACKS = {
    "table": _OF_ARRAYS,
    "tensor": OF_TABLES - {"index", "values"},
    "sparse.GCXS": OF_TABLES | {"keys", "numpy", "argmax", "argsort"},
    "distribution": OF_TABLES | {"shape", "to_numpy", "numpy", "T", "reshape"},
}
# Two names or a few more: there are more cells, genes and dimensions than that.
FEW = 5
LONG = frozenset({"cells", "genes", "regions", "latent", "proteins"})
SAYS = {
    "array": "an array, without names",
    "table": "a table",
    "tuple": "several things at once",
    "dict": "a dictionary",
    "number": "one number",
    "tensor": "one number of torch",
    "distribution": "a distribution of torch",
    "sparse.GCXS": "an array of the package 'sparse'",
}


@rule(
    "SCV485",
    severity="error",
    versions=">=1.3",
    cites=cites("{symbol}", "scvi.model.SCVI.get_normalized_expression"),
)
def asked_of_another_form(asked: FormAsked):
    if asked.form not in SAYS or _told_elsewhere(asked):
        return
    told = _lacks(asked)
    if told is not None:
        raises, what, advice = told
        returns = f"{asked.made.call.name} returns {SAYS[asked.form]} here"
        yield asked.finding(
            asked.span,
            f"{returns}: {what} raises {raises}, after the training. {advice}",
            because=asked.made.reason("returned here"),
            cause=asked.made.span,
        )


def _lacks(asked: FormAsked) -> tuple[str, str, str] | None:
    """What is raised, by what, and what helps; None where the form has it."""
    form, name = asked.form, asked.name
    if asked.how == "attribute":
        has, lacks = ATTRIBUTES.get(form), LACKS.get(form, frozenset())
        if name in lacks or (has is not None and name not in has):
            return "AttributeError", f".{name}", _advice(asked)
    if asked.how == "item":
        return _item(asked)
    if asked.how == "axis" and form in ("array", "table"):
        axes = len(asked.axes) if form == "array" else 2
        if axes and not -axes <= asked.number < axes:
            raises = "AxisError" if form == "array" else "ValueError"
            counted = f"It has {axes} axes: {_spelled(asked)}." if asked.axes else ""
            return raises, f"axis={asked.number}", counted
    if asked.how == "parts":
        return _parts(asked)
    return None


def _told_elsewhere(asked: FormAsked) -> bool:
    """Names asked of an array that is no latent space: see `array_asked_like_a_table`."""
    if asked.form != "array" or asked.of_latent:
        return False
    return asked.how == "item" or (asked.how == "attribute" and asked.name in OF_TABLES)


def _item(asked: FormAsked) -> tuple[str, str, str] | None:
    if asked.name is None:
        return None
    if asked.form in ("array", "sparse.GCXS"):
        return "IndexError", f"[{asked.name!r}]", _advice(asked)
    return None


def _parts(asked: FormAsked) -> tuple[str, str, str] | None:
    number = asked.number
    if number > FEW:
        return None
    bound = f"binding it to {number} names"
    if asked.form in ("array", "sparse.GCXS") and asked.axes[:1] and asked.axes[0] in LONG:
        return "ValueError", bound, f"Its first axis counts {asked.axes[0]}. Give it one name."
    if asked.form == "table" and asked.axes[1:] and asked.axes[1] in LONG:
        return "ValueError", bound, "Give it one name, and ask for columns."
    if asked.form == "tuple":
        found = asked.made.returned
        parts = () if found is None else found.parts
        if parts and len(parts) != number:
            return "ValueError", bound, f"There are {len(parts)}."
    if asked.form == "dict":
        found = asked.made.returned
        keys = () if found is None else found.keys
        if keys and len(keys) != number:
            return "ValueError", bound, f"Ask by key: {', '.join(keys)}."
    if asked.form in ("number", "tensor"):
        return "TypeError", bound, "Give it one name."
    return None


def _spelled(asked: FormAsked) -> str:
    return " × ".join("columns" if one == "any" else one for one in asked.axes)


def _advice(asked: FormAsked) -> str:
    found = asked.made.returned
    if asked.form == "array" and asked.axes[:1] == ("cells",):
        return "pd.DataFrame(…, index=adata.obs_names) gives it names."
    if asked.form == "table":
        return "Write .to_numpy() first."
    if asked.form == "dict" and found is not None and found.keys:
        return f"Ask by key: {', '.join(found.keys[:4])}."
    if asked.form == "tensor":
        return "Write float(…) or .item()."
    return ""
