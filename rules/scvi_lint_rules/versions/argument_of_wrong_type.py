"""A number of another type than the library can use.

Numbers from a command line or a configuration are texts; `20000 / n * 400` is a float; what
`np.min([...])` gives is a number of numpy, not Python's. scvi-tools hands them on as they are, and
what is behind it is strict: Lightning counts epochs in `int` alone, torch makes minibatches and
layers of `int` alone. The program raises, often without a word of explanation.

Options of the training plan are a dictionary: `SysVI.train` takes them first, so that `train(200)`
asks for a plan called 200 and not for 200 epochs.

Write `int(...)` or `float(...)` around it, and arguments by name.

    # bad: raises AssertionError
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    epochs = np.min([round((20000 / adata.n_obs) * 400), 2])
    model.train(max_epochs=epochs)  # <- finding

    # bad: raises AssertionError
    import scvi

    def fit(adata, epochs):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=epochs)  # <- finding
        return model

    fit(scvi.data.synthetic_iid(), 20000 / 40000 * 4)

    # bad: raises ValueError
    import scvi

    how = {"max_epochs": 1, "batch_size": 64.0}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(**how)  # <- finding

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"lr": "1e-3"})  # <- finding

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, n_latent="10")  # <- finding

    # bad: raises TypeError
    import scanpy as sc
    import scvi

    def integrate(adata, cls, epochs):
        cls.setup_anndata(adata, batch_key="batch")
        model = cls(adata)
        model.train(epochs)  # <- finding
        return model.get_latent_representation()

    adata = scvi.data.synthetic_iid()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    integrate(adata, scvi.external.SysVI, 1)

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.LinearSCVI(adata, n_hidden=[128, 64])  # <- finding

    # bad: raises TypeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(n_samples=1e1)  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="labels",
        group1="label_0",
        group2=["label_1"],  # <- finding
    )

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, n_layers=None)  # <- finding

    # bad: raises TypeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    elbo = model.get_elbo(data_loader_kwargs=["num_workers", 2])  # <- finding

    # bad: raises ValueError after training
    import scvi

    def decode(model, **how):
        return model.get_likelihood_parameters(**how)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.LinearSCVI(adata)
    vae.train(max_epochs=1)
    decode(vae, batch_size="256")

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, n_latent=int("10"), n_hidden=np.max([8, 16]))
    epochs = int(np.min([round((20000 / adata.n_obs) * 400), 2]))
    model.train(max_epochs=epochs, batch_size=4 * 32, plan_kwargs={"max_kl_weight": 1})
    model.get_normalized_expression(n_samples=np.max([1, 2]), library_size="latent")
    SCANVI = scvi.model.SCANVI.from_scvi_model(model, "unknown", labels_key="labels")
    SCANVI.train(max_epochs=True, train_size="0.9")
"""

from collections.abc import Iterator

from scvi_lint.rule import Argument, OfModelClass, Remark, Trained, cites, rule

# What each argument cannot be, and what is raised then; of numpy's numbers only where Python's own
# are asked for.
STRICT = ("float", "str", "numpy", "list", "tuple")
LOOSE = ("float", "str", "list", "tuple")
TEXT = ("str", "list", "tuple")
NO_DICT = ("int", "float", "str", "list", "tuple")
REFUSED = {
    "max_epochs": (STRICT, "int", "AssertionError"),
    "check_val_every_n_epoch": (STRICT, "int", "MisconfigurationException"),
    "batch_size": (("float", "numpy"), "int", "ValueError"),
    "n_samples": (("float", "str"), "int", "TypeError"),
    "n_samples_overall": (("float", "str"), "int", "TypeError"),
    "n_latent": (LOOSE, "int", "TypeError"),
    "n_hidden": (LOOSE, "int", "TypeError"),
    "n_layers": (LOOSE, "int", "TypeError"),
    "dropout_rate": (TEXT, "float", "TypeError"),
    "gradient_clip_val": (TEXT, "float", "TypeError"),
    "group2": (("list", "tuple"), "str", "ValueError"),
    "plan_kwargs": (NO_DICT, "dict", "TypeError"),
    "datasplitter_kwargs": (NO_DICT, "dict", "TypeError"),
}
REFUSED_BY_PLAN = {
    "lr": (TEXT, "float", "TypeError"),
    "weight_decay": (TEXT, "float", "TypeError"),
    "max_kl_weight": (TEXT, "float", "TypeError"),
    "n_epochs_kl_warmup": (TEXT, "int", "TypeError"),
}


@rule(
    "SCV021",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def argument_of_wrong_type(used: OfModelClass) -> Iterator[Remark]:
    yield from _of_any(used)
    plan = used.plan if isinstance(used, Trained) else {}
    for table, given in ((REFUSED, used.call.arguments), (REFUSED_BY_PLAN, plan)):
        for name in sorted(table.keys() & given.keys()):
            refused, wanted, raises = table[name]
            kind = given[name].type_name
            if kind not in refused or not _is_asked(used, name):
                continue
            yield used.finding(
                given[name].key or given[name].whole,
                f"{name} must be {_a(wanted)} here, and this is {_a(kind)}: {used.call.name} "
                f"raises {raises}. {_advice(given[name], wanted)}",
            )


def _of_any(used: OfModelClass) -> Iterator[Remark]:
    """What the library was seen to refuse of all arguments: see `knowledge/refused.toml`."""
    if not used.release.since("1.4"):
        return
    for name, given in used.call.arguments.items():
        kind = given.type_name
        raises = used.refused(name).get(kind, "") if kind else ""
        told = kind in REFUSED.get(name, ((), "", ""))[0] and _is_asked(used, name)
        if raises and not told:
            yield used.finding(
                given.key or given.whole,
                f"{name} gets {'None' if kind == 'NoneType' else _a(kind)}, which "
                f"{used.call.name} cannot use: it raises {raises}.",
            )


def _is_asked(used: OfModelClass, name: str) -> bool:
    """Whether the argument of this name reaches the function that was seen to refuse it."""
    if not used.exact or used.has("trains_outside_lightning"):
        return False
    asked = used.has("refuses_networks_of_wrong_type")
    if name in ("n_latent", "n_hidden", "n_layers", "dropout_rate"):
        return asked and used.call.name == used.class_name
    if name in ("n_samples", "n_samples_overall"):
        return asked and used.call.name == "get_normalized_expression"
    if name.endswith("_kwargs"):
        empty = used.call.arguments[name].literal in (0, "")  # which counts as none
        return used.call.name == "train" and used.release.since("1.4") and not empty
    if name == "group2":
        return used.call.name.startswith("differential_")
    return True


def _a(kind: str) -> str:
    return {"int": "an int", "numpy": "a number of numpy"}.get(kind, f"a {kind}")


def _advice(given: Argument, wanted: str) -> str:
    if wanted == "dict":
        first = given.positional and given.type_name == "int"
        return f"Write max_epochs={given.literal}." if first else "Write {name: value}."
    if given.type_name in ("list", "tuple"):
        return "Give one value."
    return f"Write {wanted}(…) around it."
