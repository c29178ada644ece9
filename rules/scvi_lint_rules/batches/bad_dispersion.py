"""The model is asked for a kind of dispersion, or of batch representation, that it does not have.

`dispersion` says for which cells a gene has a dispersion of its own: for all (`"gene"`), for each
batch (`"gene-batch"`), each label (`"gene-label"`) or each cell (`"gene-cell"`). Other words are
refused – by most models when they are built, by totalVI only in the first step of the training,
where releases from 1.3.1 to 1.4.0 swallow the error: nothing is learned, and nothing says so.
`batch_representation` takes `"one-hot"` or `"embedding"` in the same way.

Use one of the words that the message lists.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, dispersion="gene_batch")  # <- finding

    # bad: raises UnboundLocalError
    import scvi

    settings = {"n_latent": 5, "gene_dispersion": "genes"}
    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, "protein_expression", batch_key="batch")
    model = scvi.model.TOTALVI(adata, **settings)  # <- finding
    model.train(max_epochs=1)

    # bad: raises ValueError
    import scvi

    def build(data, representation="embeddings"):
        return scvi.model.SCVI(data, batch_representation=representation)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = build(adata)

    # bad: silent: nothing was learned (on 1.3.3)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, "protein_expression", batch_key="batch")
    model = scvi.model.TOTALVI(adata, gene_dispersion="genes")  # <- finding
    model.train(max_epochs=1)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    for dispersion in ["gene", "gene-batch", "gene-label", "gene-cell"]:
        model = scvi.model.SCVI(adata, dispersion=dispersion)
    embedded = scvi.model.SCVI(adata, batch_representation="embedding")
"""

from scvi_lint.rule import Constructed, cites, listed, rule, slots, suggest

OPTIONS = ("dispersion", "gene_dispersion", "protein_dispersion", "batch_representation")


@rule(
    "SCV353",
    severity="error",
    cites=cites(
        "user_guide/models/{model}#generative-process",
        "user_guide/models/{model}",
        "user_guide/models/scvi#generative-process",
    ),
)
def bad_dispersion(built: Constructed):
    if built.release.is_foreign:
        return
    for name in OPTIONS:
        given, choices = built.argument(name), built.choices_of(name)
        wrong = None if given is None or not choices else given.outside(choices)
        if given is None or wrong is None:
            continue
        text = wrong.value
        otherwise = f"Use {listed(choices, word='or')}."
        suggestion = suggest(text, choices, otherwise, offered=len(choices))
        late = built.has("looks_at_dispersion_in_training")
        hidden = late and built.release.hides_name_errors
        happens = "this fails, at the latest in training"
        if hidden:
            happens = "training ends at its first step, without an error"
        yield built.finding(
            wrong,
            f"{built.class_name} has no {name} {text!r}: {happens}. {suggestion.advice}",
            fixes=suggestion.fixes(given) if given.is_spelled_here else (),
            happens="silent" if hidden else "",
            breaks=((built.model.id, slots.CONSTRUCTION),),
        )
