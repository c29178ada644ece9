"""One embedding is given to a benchmark as text, not in a list.

`Benchmarker(embedding_obsm_keys="X_scVI")` goes through the letters of the text and looks for
embeddings called `X`, `_`, `s` and so on. The benchmark raises KeyError when it begins, after the
models were trained.

Write it in brackets: `embedding_obsm_keys=["X_scVI"]`.

    # bad: raises KeyError after training (not run: needs scib-metrics)
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    bench = Benchmarker(
        adata, batch_key="batch", label_key="labels", embedding_obsm_keys="X_scVI"  # <- finding
    )

    # bad: raises KeyError after training (not run: needs scib-metrics)
    import scvi
    from scib_metrics.benchmark import Benchmarker

    KEY = "X_scVI"

    def score(adata, **how):
        return Benchmarker(adata, "batch", "labels", **how)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm[KEY] = model.get_latent_representation()
    score(adata, embedding_obsm_keys=KEY)

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
"""

from scvi_lint.rule import Called, cites, replace, rule


@rule(
    "SCV484",
    severity="error",
    cites=cites("user_guide/models/{model}#dimensionality-reduction", "user_guide/models/scvi"),
)
def embeddings_given_as_text(called: Called):
    if not called.call.function.startswith("scib_metrics."):
        return
    given = called.argument("embedding_obsm_keys")
    if given is None or not given.is_text:
        return
    yield called.finding(
        given,
        "embedding_obsm_keys is a text, not a list: the benchmark looks for embeddings called by "
        "its letters, and raises KeyError. Write it in brackets.",
        fixes=[replace(given, f"[{called.source(given.span)}]", "Put it into a list", safe=False)],
    )
