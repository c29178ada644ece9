"""The model is asked for a likelihood of the counts that it does not have.

`gene_likelihood` says how counts scatter around what the decoder expects: `"zinb"`, `"nb"` or
`"poisson"`; since 1.2 SCVI's relatives take `"normal"`, too, for data that are no counts. The
constructor does not look at the word. The first step of the training does, and stops with an error
about a variable `px`; totalVI, MULTIVI and ResolVI never look, and quietly take another likelihood.
From 1.3.1 to 1.4.0 `train` swallows that error: it comes back at once, and nothing was learned.

Use one of the words that the message lists.

    # bad: raises UnboundLocalError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, gene_likelihood="negative_binomial")  # <- finding
    model.train(max_epochs=1)

    # bad: raises UnboundLocalError
    from scvi.data import synthetic_iid
    from scvi.model import SCANVI

    CONFIG = {"model": {"n_latent": 5, "gene_likelihood": "ZINB"}}
    adata = synthetic_iid()
    SCANVI.setup_anndata(adata, "labels", "unknown", batch_key="batch")
    model = SCANVI(adata, **CONFIG["model"])  # <- finding
    model.train(max_epochs=1)

    # bad: silent: another likelihood is taken
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, "protein_expression", batch_key="batch")
    model = scvi.model.TOTALVI(adata, gene_likelihood="gaussian")  # <- finding
    model.train(max_epochs=1)

    # bad: silent: nothing was learned (on 1.3.3)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, gene_likelihood="negative_binomial")  # <- finding
    model.train(max_epochs=1)

    # bad: raises UnboundLocalError after training (on 1.0.4)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    scvi.model.SCVI(adata).train(max_epochs=1)
    model = scvi.model.SCVI(adata, gene_likelihood="normal")  # <- finding
    model.train(max_epochs=1)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for likelihood in ["zinb", "nb", "poisson", "normal"]:
        model = scvi.model.SCVI(adata, gene_likelihood=likelihood)
        model.train(max_epochs=1)
"""

from scvi_lint.rule import Constructed, cites, listed, rule, slots, suggest


@rule(
    "SCV354",
    severity="error",
    cites=cites(
        "user_guide/models/{model}#generative-process",
        "user_guide/models/{model}",
        "user_guide/models/scvi#generative-process",
    ),
)
def bad_likelihood(built: Constructed):
    if built.release.is_foreign:
        return
    given = built.argument("gene_likelihood")
    choices = tuple(built.choices_of("gene_likelihood") or ())
    # The annotation does not list the newest one yet.
    known = (*choices, "normal") if built.release.since("1.2") else choices
    wrong = None if given is None or not choices else given.outside(known)
    if given is None or wrong is None:
        return
    text = wrong.value
    otherwise = f"Use {listed(choices, word='or')}."
    suggestion = suggest(text, choices, otherwise, offered=len(choices))
    silent = built.has("never_looks_at_likelihood")
    happens = "another one is taken instead" if silent else "training fails at its first step"
    swallowed = built.release.hides_name_errors and not silent
    if swallowed:
        happens = "training ends at its first step, without an error"
    yield built.finding(
        wrong,
        f"{built.class_name} has no gene_likelihood {text!r}: {happens}. {suggestion.advice}",
        fixes=suggestion.fixes(given) if given.is_spelled_here else (),
        severity="warning" if silent else "",
        happens="silent" if silent or swallowed else "",
        breaks=((built.model.id, slots.CONSTRUCTION),),
    )
