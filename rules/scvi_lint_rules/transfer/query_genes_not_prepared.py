"""The query has another number of genes than the reference.

A model takes genes by position. `load_query_data` with more or fewer genes than the reference was
trained on raises ValueError ("Number of vars in adata_target not the same as source").

`prepare_query_anndata(query, model)` brings the query's genes into the reference's order and pads
those that it lacks with zeros.

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(genes=20, obs={"batch": "r*120"})
    # file: query.h5ad = cells(genes=30, obs={"batch": "q*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    mapped = scvi.model.SCVI.load_query_data(query, model)  # <- finding

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(genes=20, obs={"batch": "r*120"})
    # file: query.h5ad = cells(genes=30, obs={"batch": "q*120"})
    import scanpy as sc
    from scvi.model import SCVI as Reference

    def train(path):
        data = sc.read_h5ad(path)
        Reference.setup_anndata(data, batch_key="batch")
        model = Reference(data)
        model.train(max_epochs=1)
        return model

    arguments = {"adata": sc.read_h5ad("query.h5ad"), "reference_model": train("ref.h5ad")}
    mapped = Reference.load_query_data(**arguments)  # <- finding

    # good
    # file: ref.h5ad = cells(genes=20, obs={"batch": "r*120"})
    # file: query.h5ad = cells(genes=30, obs={"batch": "q*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    scvi.model.SCVI.prepare_query_anndata(query, model)
    mapped = scvi.model.SCVI.load_query_data(query, model)
"""

from scvi_lint.rule import Constructed, cites, rule


@rule(
    "SCV857",
    severity="error",
    cites=cites(
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/models/scvi#preliminaries",
    ),
)
def query_genes_not_prepared(query: Constructed):
    if query.call.name != "load_query_data" or query.origin is None or query.adata is None:
        return
    own, saved = query.origin.adata, query.origin.saved
    if saved is not None:
        known, reason = saved.value.seen.genes, saved
    elif own is not None and own.genes_seen is not None:
        known, reason = own.genes_seen, own.seen
    else:
        return
    genes = query.adata.genes_seen
    if genes is None or not genes.count or not known.count or genes.count == known.count:
        return
    yield query.finding(
        query.place("adata"),
        f"{query.adata.name} has {genes.count} genes, the reference {known.count}: "
        "load_query_data raises ValueError. Call prepare_query_anndata(query, model) first.",
        because=(reason, query.adata.seen),
    )
