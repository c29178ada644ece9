"""Samples of the posterior predictive are taken for a numpy or scipy array.

`posterior_predictive_sample` returns an array of the package `sparse`, which has three axes. numpy
refuses to make it dense by itself, it has no `toarray`, its values cannot be assigned to, and
AnnData takes it neither for X nor for a layer.

Write `.todense()` first; for a few cells and draws at a time, as the result is large.

    # bad: raises RuntimeError after training
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    drawn = np.asarray(model.posterior_predictive_sample(n_samples=2))  # <- finding

    # bad: raises AttributeError after training
    import scvi

    def draw(model, **options):
        return model.posterior_predictive_sample(**options).toarray()  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    draw(vae, n_samples=1)

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["drawn"] = model.posterior_predictive_sample()  # <- finding

    # bad: raises ValueError after training
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    drawn = model.posterior_predictive_sample(n_samples=1)
    drawn = (drawn.T / drawn.sum(1)).T * 10000
    drawn[~np.isfinite(drawn)] = 0  # <- finding

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    drawn = model.posterior_predictive_sample(n_samples=2)
    spread = drawn.std(axis=2).todense()
    dense = np.asarray(drawn.todense())
    adata.layers["drawn"] = np.log1p(drawn.mean(axis=2)).todense()

    # good: totalVI returns dense arrays
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(
        adata, batch_key="batch", protein_expression_obsm_key="protein_expression"
    )
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    drawn = np.asarray(model.posterior_predictive_sample()["rna"])
"""

from collections.abc import Iterator

from scvi_lint.rule import Queried, Remark, ResultRead, ResultUsed, Stored, Table, cites, rule

OF_SCIPY = frozenset("toarray tocsr tocsc todok A A1".split())
MATRICES = ("layers", "obsm", "X")
MAKE_DENSE = frozenset(
    """array asarray asanyarray quantile percentile median nanmedian histogram corrcoef cov
    unique sort argsort cumsum savetxt save""".split()
)


@rule(
    "SCV425",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.posterior_predictive_sample",
        "user_guide/models/scvi#data-simulation",
    ),
    about={"call.name": "posterior_predictive_sample"},
)
def posterior_sample_is_sparse(query: Queried) -> Iterator[Remark]:
    if not query.model.exact:
        return
    if query.definer_of("posterior_predictive_sample") != "RNASeqMixin":
        return
    for used in query.later(ResultUsed, ResultRead, Stored):
        table = used.returned
        if not isinstance(table, Table) or table.made is not query:
            continue
        if isinstance(used, ResultUsed) and not used.closed:
            continue  # it may have been made dense before
        what = _fails(used)
        if what:
            kept = isinstance(used, Stored) and _is_taken(used)
            yield used.finding(
                used.item if isinstance(used, ResultRead) else used.span,
                f"{query.call.name} returns an array of the package 'sparse': {what}. Write "
                ".todense() first, for a few cells and draws at a time.",
                because=query.reason("sampled here"),
                cause=query.span,
                severity="warning" if kept else "",
                happens="silent" if kept else "",
            )
            return


def _is_taken(used: Stored) -> bool:
    """Whether AnnData may take it for a layer: 0.13, which comes with 1.5, and 0.10 do."""
    return used.release.since("1.5") or not used.release.since("1.3")


def _fails(used: ResultUsed | ResultRead | Stored) -> str:
    """What goes wrong with this use, "" if nothing does."""
    if isinstance(used, Stored):
        if used.room not in MATRICES:
            return ""  # pandas takes anything for a column
        room = "layer" if used.room == "layers" else used.room
        if _is_taken(used):
            return f"AnnData cannot write it as a {room}, nor scanpy compute with it"
        return f"AnnData does not take it for a {room}"
    if isinstance(used, ResultRead):
        return f"it has no {used.column}" if used.column in OF_SCIPY else ""
    library, _, name = used.how.rpartition(".")
    if used.how == "[]=":
        return "its values cannot be assigned to"
    if library == "numpy" and name in MAKE_DENSE:
        return f"numpy.{name} refuses it"
    return ""
