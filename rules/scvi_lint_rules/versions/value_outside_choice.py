"""A value that is none of those that the argument can have.

Some arguments choose among a few things: a likelihood, a dispersion, where to normalise. Not all
of them are checked when they are given. `gene_likelihood="negative_binomial"` builds a model and
fails in the first batch of the training; a misspelt `latent_distribution` is taken silently for
the other one.

Use one of the values that the documentation of the class lists.

    # bad: raises UnboundLocalError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, gene_likelihood="negbin")  # <- finding
    model.train(max_epochs=1)

    # bad: raises ValueError
    from scvi.data import synthetic_iid
    from scvi.model import SCVI

    parameters = dict(n_latent=5, dispersion="gene_batch")
    adata = synthetic_iid()
    SCVI.setup_anndata(adata, batch_key="batch")
    model = SCVI(adata, **parameters)  # <- finding

    # bad: raises NotImplementedError after training
    import scvi

    def compare(model, mode):
        return model.differential_expression(groupby="labels", mode=mode)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    compare(model, mode="changes")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, gene_likelihood="nb", dispersion="gene-batch")
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")

    # good: any logged key can be watched
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, early_stopping=True, early_stopping_monitor="validation_loss")
"""

from scvi_lint.rule import ApiUsed, cites, listed, nearest, replace, rule


@rule(
    "SCV016",
    severity="error",
    cites=cites("user_guide/models/{model}#preliminaries", "user_guide/models/scvi#preliminaries"),
)
def value_outside_choice(used: ApiUsed):
    if not used.exact or used.release.is_foreign:
        return
    for keyword in used.keywords():
        value = keyword.argument.literal
        if not isinstance(value, str):
            continue
        choices = used.release.choices(keyword)
        if choices is None or value in choices:
            continue
        meant = nearest(value, choices)
        function = keyword.function.rpartition(".")[2]
        advice = f" Did you mean {meant!r}?" if meant else ""
        yield used.finding(
            keyword.argument.origin if keyword.inside else keyword.argument.span,
            f"{keyword.name} of {function} knows no {value!r}, only {listed(choices, 6)}.{advice}",
            certain=keyword.certain and keyword.name not in TAKEN_SILENTLY,
            fixes=[replace(keyword.argument, repr(meant), f"Write {meant!r}", safe=False)]
            if meant and not keyword.inside
            else [],
        )


# Nothing fails: the value counts as the other choice, or as none of them.
TAKEN_SILENTLY = frozenset(
    {"latent_distribution", "use_batch_norm", "use_layer_norm", "weights", "early_stopping_mode"}
)
