"""The query lacks a column or layer that the reference was registered with.

`load_query_data` registers the query under the reference's names. A batch column that has another
name in the query raises KeyError, a layer that is missing ValueError.

Give the query the column and the layer under the reference's names; the batch column holds the
names of the new batches.

    # bad: raises KeyError after training
    # file: ref.h5ad = cells(obs={"batch": "r1*60 r2*60"})
    # file: query.h5ad = cells(obs={"sample": "q1*60 q2*60"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    mapped = scvi.model.SCVI.load_query_data(query, model)  # <- finding

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(x="lognorm", layers={"counts": "counts"})
    # file: query.h5ad = cells()
    import scanpy as sc
    import scvi

    class Mapper:
        def __init__(self, path):
            ref = sc.read_h5ad(path)
            scvi.model.SCVI.setup_anndata(ref, layer="counts")
            self.reference = scvi.model.SCVI(ref)
            self.reference.train(max_epochs=1)

        def map(self, path):
            query = sc.read_h5ad(path)
            return scvi.model.SCVI.load_query_data(query, self.reference)  # <- finding

    mapped = Mapper("ref.h5ad").map("query.h5ad")

    # good
    # file: ref.h5ad = cells(obs={"batch": "r1*60 r2*60"})
    # file: query.h5ad = cells(obs={"sample": "q1*60 q2*60"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
    model = scvi.model.SCVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    query.obs["batch"] = query.obs["sample"]
    mapped = scvi.model.SCVI.load_query_data(query, model)
"""

from scvi_lint.rule import Constructed, cites, nearest, rule


@rule(
    "SCV856",
    severity="error",
    cites=cites(
        "user_guide/background/transfer_learning#architectural-surgery",
        "user_guide/models/scvi#preliminaries",
    ),
    covers=("query-layer-missing",),
)
def query_batch_column_missing(query: Constructed):
    if query.call.name != "load_query_data" or query.origin is None or query.adata is None:
        return
    known = query.origin.registration
    if known is None or not known.certain:
        return
    place = query.place("adata")
    key, layer = known.value.text("batch_key"), known.value.text("layer")
    if key is not None and query.adata.lacks("obs", key):
        meant = nearest(key, query.adata.entries("obs"))
        yield query.finding(
            place,
            f"The reference was registered with batch_key={key!r}, and {query.adata.its('obs')} "
            "has no such column: load_query_data raises KeyError."
            + (f" Is it {meant!r} here?" if meant else ""),
            because=(known, query.adata.seen),
        )
    elif layer is not None and query.adata.lacks("layers", layer):
        yield query.finding(
            place,
            f"The reference was registered with layer={layer!r}, and {query.adata.name} has no "
            "such layer: load_query_data raises ValueError. Put the query's counts there.",
            because=(known, query.adata.seen),
        )
