"""The query has other protein columns than the TOTALVI reference, or has them in another order.

The reference model knows its proteins by name and place. `load_query_data` compares the columns of
the registered entry of `obsm` one by one and raises ValueError when a column is missing, is named
otherwise, or stands elsewhere.

Bring the query's table into the reference's form:
`query.obsm[key] = query.obsm[key].reindex(columns=reference.obsm[key].columns, fill_value=0)`.

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(120, obsm={"protein": {"CD3": np.ones(120), "CD4": np.ones(120)}})
    # file: query.h5ad = cells(120, obsm={"protein": {"CD4": np.ones(120), "CD3": np.ones(120)}})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.TOTALVI.setup_anndata(ref, protein_expression_obsm_key="protein")
    model = scvi.model.TOTALVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    mapped = scvi.model.TOTALVI.load_query_data(query, model)  # <- finding

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(120, obsm={"protein": {"CD3": np.ones(120), "CD4": np.ones(120)}})
    # file: query.h5ad = cells(120, obsm={"protein": {"CD3": np.ones(120)}})
    import anndata as ad
    from scvi.model import TOTALVI

    def fit(path, key="protein"):
        adata = ad.read_h5ad(path)
        TOTALVI.setup_anndata(adata, protein_expression_obsm_key=key)
        vae = TOTALVI(adata)
        vae.train(max_epochs=1)
        return vae

    reference = fit("ref.h5ad")
    mapped = TOTALVI.load_query_data(
        adata=ad.read_h5ad("query.h5ad"),  # <- finding
        reference_model=reference,
    )

    # good
    # file: ref.h5ad = cells(120, obsm={"protein": {"CD3": np.ones(120), "CD4": np.ones(120)}})
    # file: query.h5ad = cells(120, obsm={"protein": {"CD4": np.ones(120), "CD3": np.ones(120)}})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.TOTALVI.setup_anndata(ref, protein_expression_obsm_key="protein")
    model = scvi.model.TOTALVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    query.obsm["protein"] = query.obsm["protein"][ref.obsm["protein"].columns]
    mapped = scvi.model.TOTALVI.load_query_data(query, model)
"""

from collections.abc import Sequence

from scvi_lint.rule import Constructed, Embedding, Fact, Table, cites, listed, rule


@rule(
    "SCV962",
    severity="error",
    cites=cites(
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/models/totalvi",
    ),
    about={"call.name": "load_query_data"},
)
def totalvi_query_protein_order(query: Constructed):
    if query.origin is None or query.adata is None:
        return
    record = query.origin.registration
    key = None if record is None else record.value.text("protein_expression_obsm_key")
    if record is None or key is None:
        return
    mine, theirs = query.adata.obsm(key), record.value.data.obsm(key)
    columns, wanted = _proteins(mine), _proteins(theirs)
    if columns is None or wanted is None or columns == wanted:
        return
    lacking = [name for name in wanted if name not in columns]
    if lacking:
        told = f"lacks {listed(lacking, 3)}"
    elif len(columns) > len(wanted):
        told = f"has {listed([name for name in columns if name not in wanted], 3)}, too"
    else:
        told = "has the reference's proteins in another order"
    yield query.finding(
        query.place("adata"),
        f"obsm[{key!r}] {told}: load_query_data raises ValueError. Reindex it by the reference's "
        "columns first.",
        because=(theirs, mine, record),
    )


def _proteins(known: Fact[Embedding | Table] | None) -> Sequence[str] | None:
    """The names of an entry's columns as the file has them, None where that is not known."""
    content = None if known is None else known.value
    seen = content.seen if isinstance(content, Embedding) else None
    return None if seen is None else seen.columns
