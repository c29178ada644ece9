"""The model is built per batch or label, but no batches or labels were registered.

`dispersion="gene-batch"` gives each gene a dispersion for each batch, `"gene-label"` for each
label, and `batch_representation="embedding"` learns a vector for each batch. Without `batch_key`
(or `labels_key`) there is one group that holds all cells: the option does nothing. TOTALVI, whose
set-up takes no labels, fails in training when it is asked for something per label.

Register the key, or leave the option at its default.

    # bad: silent: one batch, one dispersion for each gene
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata, dispersion="gene-batch")  # <- finding
    model.train(max_epochs=1)

    # bad: silent: one label, one dispersion for each gene
    import scvi

    OPTIONS = {"n_latent": 5, "dispersion": "gene-label"}

    class Integration:
        def __init__(self, adata, batch):
            scvi.model.SCVI.setup_anndata(adata, batch_key=batch)
            self.model = scvi.model.SCVI(adata, **OPTIONS)  # <- finding

    run = Integration(scvi.data.synthetic_iid(), "batch")

    # bad: silent: one batch, one vector
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key=None, categorical_covariate_keys=["batch"])
    model = scvi.model.SCVI(
        adata,
        batch_representation="embedding",  # <- finding
    )

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    models = [
        scvi.model.SCVI(adata, dispersion="gene-batch"),
        scvi.model.SCVI(adata, dispersion="gene-label"),
        scvi.model.SCVI(adata, batch_representation="embedding"),
    ]

    # good: a default, and settings that are not at hand
    # file: settings.json = "{}"
    import json

    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata, dispersion="gene", batch_representation="one-hot")
    with open("settings.json") as file:
        settings = json.load(file)
    scvi.model.SCVI.setup_anndata(adata, **settings)
    other = scvi.model.SCVI(adata, dispersion="gene-batch")
"""

from scvi_lint.rule import Constructed, cites, quoted, replace, rule

NEEDS = {
    "gene-batch": ("batch_key", "gene"),
    "gene-label": ("labels_key", "gene"),
    "protein-batch": ("batch_key", "protein"),
    "protein-label": ("labels_key", "protein"),
    "embedding": ("batch_key", "one-hot"),
}
OPTIONS = ("dispersion", "gene_dispersion", "protein_dispersion", "batch_representation")


@rule(
    "SCV352",
    severity="warning",
    cites=cites(
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "user_guide/models/{model}#generative-process",
        "user_guide/models/{model}",
        "user_guide/models/scvi#generative-process",
    ),
    about={"model.made_by": "constructor"},
)
def dispersion_without_key(built: Constructed):
    known = built.registration
    if known is None:
        return
    for name in OPTIONS:
        given = built.argument(name)
        needs = None if given is None else NEEDS.get(given.value.text or "")
        if given is None or needs is None or not known.value.lacks(needs[0]):
            continue
        key, instead = needs
        fails = built.set_up_by(key) is None  # such a class has no part for it either
        effect = "training fails" if fails else "it changes nothing"
        advice = f"Use {instead!r}" if fails else f"Register {key}, or use {instead!r}"
        yield built.finding(
            given,
            f"{name}={given.value.text!r} needs {key}, and none was registered: all cells are "
            f"one group, so {effect}. {advice}.",
            because=known,
            fixes=[
                replace(given, quoted(instead), f"Use {instead!r}", safe=False)
                if given.is_spelled_here
                else None
            ],
        )
