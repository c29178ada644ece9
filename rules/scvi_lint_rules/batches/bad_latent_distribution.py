"""The latent space is asked to have a distribution that the model does not have.

`latent_distribution` takes `"normal"` or `"ln"`, the logistic normal whose dimensions add up to
one for each cell. Any other word is accepted and ignored: the encoder only looks for `"ln"`, and
the latent space is the ordinary normal one. A result that is read as proportions is then none.

Write `"ln"` for the logistic normal.

    # bad: silent: the latent space is the normal one
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, latent_distribution="lognormal")  # <- finding
    model.train(max_epochs=1)

    # bad: silent: the latent space is the normal one
    from functools import partial

    import scvi

    build = partial(scvi.model.PEAKVI, latent_distribution="logistic_normal")  # <- finding
    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = build(adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    models = [scvi.model.SCVI(adata, latent_distribution=name) for name in ("normal", "ln")]
"""

from scvi_lint.rule import Constructed, cites, quoted, replace, rule


@rule(
    "SCV355",
    severity="warning",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#generative-process",
        "user_guide/models/scvi#generative-process",
    ),
)
def bad_latent_distribution(built: Constructed):
    if built.release.is_foreign:
        return
    given = built.argument("latent_distribution")
    choices = built.choices_of("latent_distribution")
    wrong = None if given is None or not choices else given.outside(choices)
    if given is None or wrong is None:
        return
    yield built.finding(
        wrong,
        f"There is no latent_distribution {wrong.value!r}: it is ignored, and the latent space is "
        "normal. Write 'ln' for the logistic normal.",
        fixes=[
            replace(given, quoted(choice), f"Use {choice!r}", safe=choice == "normal")
            for choice in choices
            if given.is_spelled_here
        ],
    )
