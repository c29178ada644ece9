"""`library_size=10e4` is a hundred thousand, while the counts are normalised to ten thousand.

`10e4` reads like ten to the fourth, but is 100 000. The decoded expression is then ten times
larger than the values that this program makes with `target_sum=1e4`, so the two cannot be
compared or plotted on one scale.

Write `1e4` if ten thousand is meant.

    # bad: silent: the two scales differ by a factor of ten
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    denoised = model.get_normalized_expression(library_size=10e4)  # <- finding

    # bad: silent: the two scales differ by a factor of ten
    import scanpy as sc
    import scvi

    TARGET = 10_000
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    plotted = adata.copy()
    sc.pp.normalize_total(plotted, target_sum=TARGET)
    options = {"library_size": 10e4, "n_samples": 5}
    denoised = model.get_normalized_expression(**options)  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(library_size=1e4)
    model.get_normalized_expression(library_size="latent")

    # good: a hundred thousand is meant, nothing contradicts it
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(library_size=10e4)
"""

from scvi_lint.rule import Queried, Transformed, cites, replace, rule


@rule(
    "SCV418",
    severity="info",
    presets=("paper",),
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
)
def library_size_10e4(query: Queried):
    size = query.argument("library_size")
    if size is None or size.literal != 100_000 or query.source(size.origin) != "10e4":
        return
    for change in (*query.earlier(Transformed), *query.later(Transformed)):
        target = change.argument("target_sum")
        if target is None or target.literal != 10_000:
            continue
        yield query.finding(
            size,
            "10e4 is 100 000, but the counts are normalised to 10 000 elsewhere here: the decoded "
            "values are ten times as large. Write 1e4 if the two are to be compared.",
            because=change.reason("normalised to 10 000 here"),
            fixes=[replace(size, "1e4", "Write 1e4 (values ten times as small)", safe=False)]
            if not size.splatted and query.source(size.span) == "10e4"
            else [],
        )
        return
