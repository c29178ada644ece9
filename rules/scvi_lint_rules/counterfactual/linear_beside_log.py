"""Decoded expression is held against values on another scale: one side is logged, one is not.

`get_normalized_expression` returns fractions, times `library_size`: it never takes a logarithm. X
after `sc.pp.log1p` is on a log scale. Their difference, ratio, error or correlation measures the
logarithm before it measures the model, and grows with the expression of a gene.

Take the logarithm of both, with the same `library_size` as `target_sum`:
`np.log1p(model.get_normalized_expression(library_size=1e4))`; or of neither.

    # bad: silent: a logarithm is subtracted from what is none
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    decoded = model.get_normalized_expression(library_size=1e4)
    residual = adata.X - decoded.values  # <- finding

    # bad: silent: the error is that of the scale
    import numpy as np
    import scvi
    from sklearn.metrics import mean_squared_error

    def error(observed, decoded):
        return mean_squared_error(observed, decoded)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["scvi"] = model.get_normalized_expression(library_size=1e4)
    adata.layers["log"] = np.log1p(adata.X)
    error(adata.layers["log"], adata.layers["scvi"])

    # bad: silent: one of two decodings is logged
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    kw = {"library_size": 1e4, "n_samples": 2}
    before = np.log1p(model.get_normalized_expression(transform_batch="batch_0", **kw))
    after = model.get_normalized_expression(transform_batch="batch_1", **kw)
    change = after.sub(before)  # <- finding

    # bad: silent: the points lie on a curve by construction
    import matplotlib.pyplot as plt
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    decoded = model.get_normalized_expression(library_size=1e4)
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    plt.scatter(adata.X.mean(axis=0), decoded.mean(axis=0))  # <- finding

    # good: both are logged, or neither is
    import numpy as np
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    decoded = model.get_normalized_expression(library_size=1e4)
    sc.pp.normalize_total(adata, target_sum=1e4)
    linear = adata.X - decoded.values
    sc.pp.log1p(adata)
    residual = adata.X - np.log1p(decoded).values
    again = np.expm1(adata.X) - decoded.values

    # good: ranks do not mind
    import scanpy as sc
    import scvi
    from scipy.stats import spearmanr

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    decoded = model.get_normalized_expression(library_size=1e4)
    sc.pp.log1p(adata)
    spearmanr(adata[:, "gene_0"].X.ravel(), decoded["gene_0"])
"""

from collections.abc import Iterator

from scvi_lint.rule import (
    DENOISED,
    Matrix,
    ModelView,
    Queried,
    Remark,
    Summary,
    Table,
    Together,
    cites,
    query_of,
    rule,
)

# What these decode are fractions of counts; others decode values on the scale that they were given.
OF_COUNTS = frozenset("SCVI SCANVI LinearSCVI AUTOZI JaxSCVI TOTALVI MULTIVI RESOLVI".split())


@rule(
    "SCV443",
    severity="warning",
    cites=cites(
        "scvi.model.SCVI.get_normalized_expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
)
def linear_beside_log(both: Together) -> Iterator[Remark]:
    if both.other:
        return
    logged = (both.left.is_logged, both.right.is_logged)
    if None in logged or logged[0] == logged[1]:
        return
    decoded = [one for one in (both.left, both.right) if _model(one) is not None]
    numbers = [number for one in decoded if (number := _model(one)) is not None]
    models = [ModelView(number, both.table, "") for number in numbers]
    if not models or not all(_decodes_fractions(model) for model in models):
        return
    log, linear = both.left_item, both.right_item
    if logged[1]:
        log, linear = linear, log
    made = [query for one in decoded if (query := _query(one)) is not None]
    yield both.finding(
        linear,
        f"{_named(both.source(log))} is on a log scale, {_named(both.source(linear))} is not: what "
        "differs is the logarithm. Take np.log1p of both, with library_size equal to target_sum.",
        because=made[0].reason("decoded here, without a logarithm") if made else None,
    )


def _named(written: str) -> str:
    return written if len(written) <= 30 and "\n" not in written else "one side"


def _whole(content: Matrix | Table | Summary) -> Matrix | Table:
    return content.of if isinstance(content, Summary) else content


def _model(content: Matrix | Table | Summary) -> int | None:
    """The model that decoded it, None where none did."""
    whole = _whole(content)
    if isinstance(whole, Table):
        return whole.model if whole.kind == "get_normalized_expression" else None
    root = whole.root
    if not isinstance(root, tuple) or root[:1] != ("model",) or whole.scale != DENOISED:
        return None
    model = root[1]
    return model if isinstance(model, int) else None


def _query(content: Matrix | Table | Summary) -> Queried | None:
    return query_of(_whole(content))


def _decodes_fractions(model: ModelView) -> bool:
    return model.exact and model.class_name in OF_COUNTS and not model.takes_anything
