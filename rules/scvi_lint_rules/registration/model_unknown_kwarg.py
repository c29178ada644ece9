"""The model's constructor has no such argument.

Keywords that a constructor does not know itself are handed on to the network behind it. What that
does not know, either, it refuses with a TypeError that names the network's class, which the
program never mentions.

The usual reasons are a misspelt name, and an argument that belongs to `train`. Use the name that
the model's page gives, or move the argument.

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, n_hiddens=64)  # <- finding

    # bad: raises TypeError
    import scvi

    params = {"n_layers": 2, "max_epochs": 1}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, **params)  # <- finding

    # bad: raises TypeError
    from functools import partial

    from scvi.data import synthetic_iid
    from scvi.model import LinearSCVI

    make = partial(LinearSCVI, n_latents=5)  # <- finding
    adata = synthetic_iid()
    LinearSCVI.setup_anndata(adata)
    model = make(adata)

    # good: these reach the network
    import scvi

    params = {"n_layers": 2, "gene_likelihood": "nb", "deeply_inject_covariates": False}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, n_hidden=64, use_layer_norm="both", **params)

    # good: a class of one's own may take what it likes
    import scvi

    class Mine(scvi.model.SCVI):
        def __init__(self, adata, n_hiddens=64, **kwargs):
            super().__init__(adata, n_hidden=n_hiddens, **kwargs)

    adata = scvi.data.synthetic_iid()
    Mine.setup_anndata(adata)
    model = Mine(adata, n_hiddens=32)
"""

from scvi_lint.rule import MISSPELT, Constructed, cites, nearest, rename, rule, slots


@rule(
    "SCV128",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#generative-process",
        "user_guide/models/scvi#generative-process",
    ),
    about={"model.made_by": "constructor"},
)
def model_unknown_kwarg(built: Constructed):
    if not built.exact or built.release.is_foreign:
        return
    signature = built.cls.init
    for name, given in built.call.arguments.items():
        if given.positional or signature.accepts(name) is not False:
            continue
        if built.set_up_by(name) is not None or built.existed_in_another_release(name):
            continue
        train = built.cls.method("train")
        misspelt = nearest(name, signature.keywords(), MISSPELT) is not None
        if not given.always and not misspelt:
            continue  # it may be there only where another class gets it
        if built.release.replacement(name) is not None:
            continue  # told as a change between releases
        meant = nearest(name, signature.keywords())
        if train is not None and train.accepts(name):
            advice = "It belongs to train."
            meant = None
        else:
            advice = f"Did you mean {meant}?" if meant else "Remove it."
        yield built.finding(
            given.whole,
            f"{built.class_name} has no argument {name}: the network behind it refuses it with a "
            f"TypeError. {advice}",
            fixes=[rename(given, meant, f"Rename to {meant}", safe=misspelt) if meant else None],
            certain=given.always,
            breaks=((built.model.id, slots.CONSTRUCTION),),
        )
