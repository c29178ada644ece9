"""The query has labels that the reference never saw.

`load_query_data` extends a SCANVI model by the batches of the query, never by its labels: a cell
type that is not among the reference's raises ValueError ("Category … not found in source
registry"). The classifier has no output for it.

Set the column to the unlabelled category – the model predicts it – or delete it.

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(obs={"cell_type": "T*60 B*60", "batch": "r*120"})
    # file: query.h5ad = cells(obs={"cell_type": "T*60 NK*60", "batch": "q*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCANVI.setup_anndata(ref, "cell_type", "Unknown", batch_key="batch")
    model = scvi.model.SCANVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    mapped = scvi.model.SCANVI.load_query_data(query, model)  # <- finding

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(obs={"cell_type": "T*60 B*60", "batch": "r*120"})
    # file: query.h5ad = cells(obs={"batch": "q*120"})
    import scanpy as sc
    from scvi.model import SCANVI

    def map_query(reference, data):
        data.obs["cell_type"] = "unlabelled"
        return SCANVI.load_query_data(adata=data, reference_model=reference)  # <- finding

    ref = sc.read_h5ad("ref.h5ad")
    SCANVI.setup_anndata(ref, "cell_type", "Unknown", batch_key="batch")
    model = SCANVI(ref)
    model.train(max_epochs=1)
    mapped = map_query(model, sc.read_h5ad("query.h5ad"))

    # good
    # file: ref.h5ad = cells(obs={"cell_type": "T*60 B*60", "batch": "r*120"})
    # file: query.h5ad = cells(obs={"cell_type": "T*60 NK*60", "batch": "q*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCANVI.setup_anndata(ref, "cell_type", "Unknown", batch_key="batch")
    model = scvi.model.SCANVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    query.obs["cell_type"] = "Unknown"
    mapped = scvi.model.SCANVI.load_query_data(query, model)
"""

from scvi_lint.rule import Constructed, cites, listed, rule


@rule(
    "SCV854",
    severity="error",
    cites=cites(
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/models/scanvi",
    ),
)
def query_new_labels(query: Constructed):
    if query.call.name != "load_query_data" or query.origin is None or query.adata is None:
        return
    reference = query.origin.levels("labels_key")
    if reference is None or not reference.column.closed:
        return
    record = query.origin.registration
    unlabeled = None if record is None else record.value.text("unlabeled_category")
    levels = query.adata.levels(reference.key)
    if levels is None or not levels.column.closed or unlabeled is None:
        return
    new = [n for n in levels.names if reference.rule_out(n) and n != unlabeled]
    if not new or not levels.occurs(new):
        return
    yield query.finding(
        query.place("adata"),
        f"obs[{reference.key!r}] has {listed(new, 3)}, which the reference never saw: "
        f"load_query_data raises ValueError. Set the column to {unlabeled!r} first.",
        because=(reference.known, levels.known, record),
    )
