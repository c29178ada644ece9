"""A value that is none of those that the argument can have.

Some arguments choose among a few things: how groups are compared, how modalities are weighted,
where to normalise. Not all of them are checked when they are given: a misspelt one may be found
out only after the training, or is taken silently for another one.

Use one of the values that the documentation of the class lists.

    # bad: raises NotImplementedError after training
    from scvi.data import synthetic_iid
    from scvi.model import SCVI

    contrast = dict(groupby="labels", mode="differential")
    adata = synthetic_iid()
    SCVI.setup_anndata(adata, batch_key="batch")
    model = SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(**contrast)  # <- finding

    # bad: raises ValueError
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.model.MULTIVI.setup_mudata(
        mdata, modalities={"rna_layer": "rna", "atac_layer": "accessibility"}
    )
    model = scvi.model.MULTIVI(mdata, modality_penalty="jeffrey")  # <- finding
    model.train(max_epochs=1)

    # bad: raises NotImplementedError after training
    import scvi

    def compare(model, mode):
        return model.differential_expression(groupby="labels", mode=mode)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    compare(model, mode="changes")

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"optimizer": "SGD"})  # <- finding

    # bad: raises NotImplementedError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.adata.obsm["X_latent_qzm"], model.adata.obsm["X_latent_qzv"] = (
        model.get_latent_representation(return_dist=True)
    )
    model.minify_adata("latent_posterior")  # <- finding

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, accelerator="nvidia")  # <- finding

    # bad: raises NotImplementedError after training (on 1.0.4)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mean, variance = model.get_latent_representation(return_dist=True)
    adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
    model.minify_adata(
        minified_data_type="latent_posterior_parameters_with_counts",  # <- finding
        use_latent_qzm_key="X_latent_qzm",
        use_latent_qzv_key="X_latent_qzv",
    )

    # good: chosen among the words that there are
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, accelerator="cpu")
    kind = "latent_posterior_parameters_with_counts"
    model.adata.obsm["X_latent_qzm"], model.adata.obsm["X_latent_qzv"] = (
        model.get_latent_representation(return_dist=True)
    )
    model.minify_adata(minified_data_type=kind)

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

from collections.abc import Iterator
from itertools import chain

from scvi_lint.rule import ApiUsed, Keyword, cites, listed, nearest, replace, rule


@rule(
    "SCV016",
    severity="error",
    cites=cites("{symbol}", "{changelog}"),
    covers=("plan-kwargs-bad-optimizer",),
)
def value_outside_choice(used: ApiUsed):
    if not used.exact or used.release.is_foreign:
        return
    for keyword in chain(used.keywords(), _by_position(used)):
        value = keyword.argument.literal
        if not isinstance(value, str) or keyword.name in HAVE_RULES_OF_THEIR_OWN:
            continue
        since = BROUGHT.get((keyword.name, value), "")
        if since and not used.release.since(since):
            yield used.finding(
                keyword.argument.span,
                f"{keyword.name} knows {value!r} from scvi-tools {since} on: before, this raises "
                "NotImplementedError. Install the newer release, or leave it out.",
                certain=keyword.certain,
                dated=True,
            )
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
            certain=keyword.certain,
            severity="warning" if keyword.name in TAKEN_SILENTLY else "",
            happens="silent" if keyword.name in TAKEN_SILENTLY else "",
            fixes=[replace(keyword.argument, repr(meant), f"Write {meant!r}", safe=False)]
            if meant and not keyword.inside
            else [],
        )


def _by_position(used: ApiUsed) -> Iterator[Keyword]:
    """The arguments that the call gives without their names."""
    for name, given in ({} if used.call is None else used.call.arguments).items():
        if given.positional and used.call is not None:
            yield Keyword(used.call.function, name, given, "", not used.call.open)


# bad-dispersion, bad-likelihood and bad-latent-distribution say what becomes of these.
HAVE_RULES_OF_THEIR_OWN = frozenset(
    {
        "batch_representation",
        "dispersion",
        "gene_dispersion",
        "gene_likelihood",
        "latent_distribution",
        "protein_dispersion",
    }
)

# Words that came after the argument, which the annotation does not list.
BROUGHT = {("minified_data_type", "latent_posterior_parameters_with_counts"): "1.2.1"}

# Run on 1.4.2: nothing fails, the value counts as one of the others.
TAKEN_SILENTLY = frozenset(
    {
        "scale_activation",
        "test_mode",
        "use_batch_norm",
        "use_layer_norm",
        "velo_statistic",
        "weights",
    }
)
