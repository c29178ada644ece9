"""A batch of the query has the name of one of the reference's batches.

`load_query_data` gives each *new* batch parameters of its own. A name that the reference knows
stands for that batch: the query is decoded as if it had been measured there, and nothing of it is
learned. That is right for cells of the same library, and a chance match otherwise ("1", "batch1").

Give the query names of its own unless the cells come from that very batch.

    # bad: silent: the query gets no batch of its own
    # file: ref.h5ad = cells(obs={"batch": "1*60 2*60"})
    # file: query.h5ad = cells(obs={"batch": "1*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    mapped = scvi.model.SCVI.load_query_data(query, model)  # <- finding

    # bad: silent: the query gets no batch of its own
    # file: ref.h5ad = cells(obs={"lane": "A*60 B*60"})
    # file: query.h5ad = cells(120)
    import anndata as ad
    from scvi.model import SCVI

    def fit(adata):
        SCVI.setup_anndata(adata, batch_key="lane")
        vae = SCVI(adata)
        vae.train(max_epochs=1)
        return vae

    def bring(adata, vae, lane):
        adata.obs["lane"] = lane
        return SCVI.load_query_data(adata=adata, reference_model=vae)  # <- finding

    mapped = bring(ad.read_h5ad("query.h5ad"), fit(ad.read_h5ad("ref.h5ad")), "B")

    # good
    # file: ref.h5ad = cells(obs={"batch": "1*60 2*60"})
    # file: query.h5ad = cells(obs={"batch": "1*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    query.obs["batch"] = "query"
    mapped = scvi.model.SCVI.load_query_data(query, model)
"""

from scvi_lint.rule import Constructed, cites, listed, rule


@rule(
    "SCV859",
    severity="info",
    cites=cites(
        "user_guide/background/transfer_learning#architectural-surgery",
        "user_guide/background/transfer_learning",
    ),
    about={"call.name": "load_query_data"},
)
def query_batch_same_name(query: Constructed):
    if query.origin is None or query.adata is None:
        return
    if query.class_name == "SysVI":
        return  # takes no new batches
    reference = query.origin.levels("batch_key")
    levels = None if reference is None else query.adata.levels(reference.key)
    if reference is None or levels is None:
        return
    same = [name for name in levels.names if name in reference.names]
    if not same or not levels.occurs(same) or not reference.occurs(same):
        return
    yield query.finding(
        query.place("adata"),
        f"The reference has a {reference.key!r} {listed(same, 3)}, too: these query cells are "
        "decoded as that one and learn nothing of their own. Rename them unless that is meant.",
        because=(reference.known, levels.known),
    )
