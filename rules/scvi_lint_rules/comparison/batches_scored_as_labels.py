"""One column is taken for the batches and for the cell types of a benchmark.

A benchmark of integration asks two things that pull in opposite directions: batches shall mix, cell
types shall stay apart. Told the same column for both, it rewards and punishes the same mixing; the
scores of batch correction and the total say nothing.

Name the technical variable as the batch, and an annotation of cell types as the label.

    # bad: silent: what shall mix shall stay apart, too (not run: needs scib-metrics)
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    bench = Benchmarker(
        adata,
        batch_key="labels",  # <- finding
        label_key="labels",
        embedding_obsm_keys=["X_scVI"],
    )

    # bad: silent: what shall mix shall stay apart, too (not run: needs scib)
    import scib
    import scvi

    def evaluate(adata, key, embedding):
        adata.obsm["X_emb"] = embedding
        return scib.metrics.metrics(
            adata,
            adata,
            batch_key=key,  # <- finding
            label_key=key,
            embed="X_emb",
            silhouette_=True,
            ilisi_=True,
        )

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    evaluate(adata, "labels", model.get_latent_representation())

    # bad: silent: the two are exchanged (not run: needs scib-metrics)
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    bench = Benchmarker(
        adata,
        batch_key="labels",
        label_key="batch",  # <- finding
        embedding_obsm_keys=["X_scVI"],
    )

    # good: (not run: needs scib-metrics)
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    bench = Benchmarker(
        adata, batch_key="batch", label_key="labels", embedding_obsm_keys=["X_scVI"]
    )

    # good: these two scores look at labels alone (not run: needs scib)
    import scib
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    scib.metrics.metrics(
        adata,
        adata,
        batch_key="labels",
        label_key="labels",
        embed="X_scVI",
        nmi_=True,
        ari_=True,
    )
"""

from scvi_lint.rule import Argument, Called, cites, rule


@rule(
    "SCV696",
    severity="warning",
    cites=cites("user_guide/models/{model}#dimensionality-reduction", "user_guide/models/scvi"),
)
def batches_scored_as_labels(called: Called):
    if not called.call.function.startswith(("scib.", "scib_metrics.")):
        return
    if called.call.name == "metrics" and not any(map(called.given, OF_BATCHES)):
        return  # each score is asked for by name
    batch, label = called.given("batch_key"), called.given("label_key")
    if batch is None or label is None:
        return
    taken = _batches_of_model(called)
    if label.value.text in taken and batch.value.text not in (None, *taken):
        yield called.finding(
            label,
            f"The model was told that {label.value.text!r} are batches; here it is the label and "
            f"{batch.value.text!r} the batch. The two are exchanged, and so are the scores.",
        )
        return
    if not _is_the_same(called, batch, label):
        return
    column = batch.value.text or called.source(batch.span)
    yield called.finding(
        batch,
        f"{column} is batch_key and label_key at once: the same cells shall mix and stay apart, "
        "and the scores mean nothing. Name the batches by another column.",
    )


def _batches_of_model(called: Called) -> set[str]:
    """The columns that are for certain registered as batches of this data."""
    adata = called.adata
    setups = {} if adata is None else adata.registrations
    named = [one.value.text("batch_key") for one in setups.values() if one.certain]
    return {name for name in named if name is not None}


def _is_the_same(called: Called, batch: Argument, label: Argument) -> bool:
    """Whether both are one column for certain: one text, or one name that stands for it."""
    if batch.value.text is not None or label.value.text is not None:
        return batch.value.text == label.value.text
    written = called.source(batch.span)
    return written.isidentifier() and written == called.source(label.span)


# The scores of `scib.metrics.metrics` that look at batches.
OF_BATCHES = """silhouette_ pcr_ cell_cycle_ kBET_ ilisi_ hvg_score_ isolated_labels_
isolated_labels_f1_ isolated_labels_asw_""".split()
