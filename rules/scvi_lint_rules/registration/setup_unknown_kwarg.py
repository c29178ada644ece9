"""`setup_anndata` of this class has no such argument.

Each model class registers its own set of fields. An argument that the class does not have
travels through `**kwargs` and is refused deep inside the registration, with a message about
`register_fields` that never mentions `setup_anndata`.

Use the name that this class accepts; the model's page lists what it can take into account.

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, extend_categories=True)  # <- finding

    # good: only with the registry that is extended
    import scvi

    reference = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(reference, batch_key="batch")
    registry = scvi.model.SCVI(reference).adata_manager.registry
    query = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(
        query, batch_key="batch", source_registry=registry, extend_categories=True
    )

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_keys="batch")  # <- finding

    # bad: raises TypeError
    import scvi

    options = {"batch_key": "batch"}
    adata = scvi.data.synthetic_iid()
    scvi.model.AmortizedLDA.setup_anndata(adata, **options)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # bad: raises TypeError
    import sys

    import scvi

    adata = scvi.data.synthetic_iid()
    model_class = scvi.model.LinearSCVI if len(sys.argv) > 9 else scvi.model.SCVI
    if len(sys.argv) < 9:
        model_class.setup_anndata(adata, batch_keys="batch")  # <- finding

    # good: each class gets its own arguments
    import sys

    import scvi

    def register(adata, kind):
        model_class = scvi.model.SCANVI if kind == "scanvi" else scvi.model.SCVI
        keys = {"batch_key": "batch"}
        if kind == "scanvi":
            keys |= {"labels_key": "labels", "unlabeled_category": "Unknown"}
        model_class.setup_anndata(adata, **keys)
        options = {"linear_classifier": True} if kind == "scanvi" else {}
        return model_class(adata, **options)

    register(scvi.data.synthetic_iid(), kind="scanvi" if len(sys.argv) > 9 else "scvi")

    # good: a branch for the class that takes them
    import sys

    import scvi

    kind = "scanvi" if len(sys.argv) > 9 else "scvi"
    adata = scvi.data.synthetic_iid()
    model_class = scvi.model.SCANVI if kind == "scanvi" else scvi.model.SCVI
    if kind == "scanvi":
        model_class.setup_anndata(adata, labels_key="labels", unlabeled_category="Unknown")
    else:
        model_class.setup_anndata(adata)
    model = model_class(adata)
    model.train(max_epochs=1)
    if kind == "scanvi":
        adata.obs["predicted"] = model.predict()
"""

from scvi_lint.rule import MISSPELT, Registered, cites, nearest, rename, rule


@rule(
    "SCV109",
    severity="error",
    covers=("lda-batch-key",),
    versions=">=0.15.2",
    cites=cites(
        "{setup}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_unknown_kwarg(setup: Registered):
    signature = setup.cls.method(setup.registration.method)
    if signature is None or not setup.exact or setup.release.is_foreign:
        return
    if "source_registry" in setup.call.arguments:
        return  # the registry of another model is transferred, with settings of its own
    for name, given in setup.call.arguments.items():
        if given.positional or signature.accepts(name) is not False:
            continue
        if setup.release.lacking_parameter(setup.call.function, name) is not None:
            continue  # another release takes it: told with the release's name
        meant = nearest(name, signature.keywords())
        misspelt = nearest(name, signature.keywords(), MISSPELT) is not None
        if not given.always and not misspelt:
            continue  # it may be there only where another class gets it
        advice = f"Did you mean {meant}?" if meant else "Remove it."
        yield setup.finding(
            given.whole,
            f"{setup.class_name}.{setup.registration.method} has no argument {name}: the "
            f"registration raises TypeError. {advice}",
            fixes=[rename(given, meant, f"Rename to {meant}", safe=misspelt) if meant else None],
            certain=given.always,
            breaks=setup.breaks_registration,
        )
