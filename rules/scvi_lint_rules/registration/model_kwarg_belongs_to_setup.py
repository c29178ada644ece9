"""A registration argument is given to the model's constructor.

Where the counts, batches and labels are is told to `setup_anndata`. The constructor takes only
what shapes the network, hands every other keyword on to it, and the network refuses: a TypeError
about `VAE.__init__`, a class that the program never names.

Move the argument to `setup_anndata`.

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata, batch_key="batch", n_latent=5)  # <- finding

    # bad: raises TypeError
    import scvi

    config = {"n_latent": 5, "layer": "counts"}
    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
    model = scvi.model.SCVI(adata, **config)  # <- finding

    # bad: raises TypeError
    import scvi

    class Integration:
        def __init__(self, data):
            scvi.model.SCANVI.setup_anndata(data, "labels", "unknown")
            self.model = scvi.model.SCANVI(data, unlabeled_category="unknown")  # <- finding

    run = Integration(scvi.data.synthetic_iid())

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata, n_latent=5)

    # good: these take it where the model is made
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    model = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="unknown")
"""

from scvi_lint.rule import (
    Argument,
    Constructed,
    Fix,
    Registration,
    add_argument,
    cites,
    leave_out,
    rule,
    slots,
)


@rule(
    "SCV127",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "{setup}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
    about={"model.made_by": "constructor"},
)
def model_kwarg_belongs_to_setup(built: Constructed):
    if not built.exact or built.release.is_foreign:
        return
    for name, given in built.call.arguments.items():
        if given.positional or built.cls.init.accepts(name) is not False:
            continue
        setup = built.set_up_by(name)
        if setup is None:
            continue
        known = built.registration
        yield built.finding(
            given.whole,
            f"{name} belongs to {built.class_name}.{setup}; the constructor refuses it with a "
            "TypeError about the network. Move it there.",
            because=known,
            fixes=[None if known is None else _moved(built, given, known.value)],
            breaks=((built.model.id, slots.CONSTRUCTION),),
        )


def _moved(built: Constructed, given: Argument, registration: Registration) -> Fix | None:
    """Take the argument out of the constructor and add it to the registration.

    Only where the registration lacks it and comes first in the same file and scope, so that all
    names mean the same.
    """
    there, title = registration.call, f"Move {given.name} to {registration.method}"
    if not there.lacks(given.name) or there.stack != built.call.stack:
        return None
    text = f"{given.name}={built.source(given.span)}"
    out = leave_out(built, given, title, safe=True)
    added = add_argument(built, text, title, safe=True, call=there)
    if out is None or added is None:
        return None
    return Fix(title, *added.edits, *out.edits, safe=True)
