"""A setting of the model is passed by position and is lost.

The second parameter of a constructor was once the first setting of the network (`n_hidden`), or for
SCANVI the unlabeled category. Since 1.3 it is `registry`, which only loading needs: whatever stands
there is put aside without a word, and the setting keeps its default.

Pass settings by name; the unlabeled category belongs to `setup_anndata`.

    # bad: silent: the model has 128 hidden units
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, 64)  # <- finding
    model.train(max_epochs=1)

    # bad: silent: no cell is taken for unlabeled because of it
    import scvi

    def build(adata, unlabeled):
        return scvi.model.SCANVI(adata, unlabeled)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    build(adata, "Unknown").train(max_epochs=1)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, n_hidden=64)
    model.train(max_epochs=1)

    # good: the release still takes it there (on 1.1.6.post2)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, 64)
"""

from scvi_lint.rule import Constructed, Fix, cites, rule


@rule(
    "SCV133",
    severity="warning",
    covers=("scanvi-unlabeled-in-ctor",),
    cites=cites(
        "{symbol}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
    about={"model.made_by": "constructor"},
)
def model_positional_registry(built: Constructed):
    given = built.argument("registry")
    if given is None or not given.positional:
        return
    value = given.literal
    if not built.exact or type(value) not in (int, float, str):
        return
    meant, fix = "Pass settings by name", None
    if isinstance(value, str) and built.set_up_by("unlabeled_category"):
        meant = "unlabeled_category belongs to setup_anndata"
    elif type(value) is int and "n_hidden" in built.cls.init.keywords():
        meant = f"Write n_hidden={value} if that is meant"
        title = f"Write n_hidden={value} (the network will differ)"
        places = [one for one in built.call.arguments.values() if one.positional]
        if len(places) == 2 and given.is_spelled_here:
            fix = Fix(title, (given.span, f"n_hidden={value}"), safe=False)
    yield built.finding(
        given.span,
        f"The second argument of {built.class_name}(...) is registry, which only loading needs: "
        f"{given.literal!r} has no effect. {meant}.",
        fixes=[fix],
        dated=True,
    )
