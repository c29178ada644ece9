"""The model has no latent library size, and its mean is asked for.

SCVI and SCANVI take each cell's library size as it was counted (`use_observed_lib_size=True`, the
default); there is no distribution of which `get_latent_library_size()` could give the mean, and it
raises RuntimeError after the training.

`give_mean=False` returns the observed sizes. Build the model with `use_observed_lib_size=False` if
a latent size is meant.

    # bad: raises RuntimeError after training (on 1.4.2)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sizes = model.get_latent_library_size()  # <- finding

    # bad: raises RuntimeError after training (on 1.4.2)
    import scvi

    SETTINGS = {"n_latent": 5, "use_observed_lib_size": True}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, **SETTINGS)
    model.train(max_epochs=1)
    sizes = model.get_latent_library_size(give_mean=True)  # <- finding

    # bad: raises RuntimeError after training (on 1.4.2)
    import scvi

    def sizes(model, **options):
        return model.get_latent_library_size(**options)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    sizes(model, batch_size=64)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, use_observed_lib_size=False)
    model.train(max_epochs=1)
    sizes = model.get_latent_library_size()

    # good: the observed sizes, and a model that always has latent ones
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    sizes = model.get_latent_library_size(give_mean=False)
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    linear = scvi.model.LinearSCVI(adata)
    linear.train(max_epochs=1)
    sizes = linear.get_latent_library_size()
"""

from scvi_lint.rule import Queried, cites, rule

OBSERVED = "use_observed_lib_size"


@rule(
    "SCV980",
    severity="error",
    versions=">=1.0",
    cites=cites("{symbol}", "scvi.model.SCVI.get_latent_library_size"),
    about={"call.name": "get_latent_library_size"},
)
def latent_library_observed(query: Queried):
    model, made = query.model, query.model.construction
    if not model.exact or made is None:
        return
    if (
        model.untrained is not None
        or model.made_by != "constructor"
        or model.class_name not in ("SCVI", "SCANVI")
    ):
        return
    given = made.arguments.get(OBSERVED)
    if not (made.lacks(OBSERVED) if given is None else given.is_literal(True)):
        return
    mean = query.argument("give_mean")
    if not (query.lacks("give_mean") if mean is None else mean.is_literal(True)):
        return
    yield query.finding(
        query.place("give_mean"),
        f"{model.class_name} takes library sizes as counted, and has no mean of a latent one: this "
        "raises RuntimeError, after the training. Pass give_mean=False for the counted ones.",
        because=model.born,
    )
