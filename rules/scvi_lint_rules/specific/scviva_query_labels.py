"""The query of a SCVIVA model has cell types that the reference lacks.

SCVIVA describes each cell by the cell types around it, in the reference's own. A label that the
reference never had raises ValueError when the niches of the query are computed.

Map the query's labels onto the reference's, or take those cells out.

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(obs={"ct": "T*60 B*60", "s": "a*60 b*60"}, obsm={"sp": 2, "X": 4})
    # file: query.h5ad = cells(obs={"ct": "NK*60 B*60", "s": "c*120"}, obsm={"sp": 2, "X": 4})
    import scanpy as sc
    from scvi.external import SCVIVA

    KEYS = {
        "labels_key": "ct",
        "sample_key": "s",
        "cell_coordinates_key": "sp",
        "expression_embedding_key": "X",
    }
    ref, query = sc.read_h5ad("ref.h5ad"), sc.read_h5ad("query.h5ad")
    SCVIVA.preprocessing_anndata(ref, k_nn=5, **KEYS)
    SCVIVA.setup_anndata(ref, **KEYS)
    model = SCVIVA(ref)
    model.train(max_epochs=1)
    model.preprocessing_query_anndata(query, model, k_nn=5, **KEYS)  # <- finding

    # good
    # file: ref.h5ad = cells(obs={"ct": "T*60 B*60", "s": "a*60 b*60"}, obsm={"sp": 2, "X": 4})
    # file: query.h5ad = cells(obs={"ct": "T*60 B*60", "s": "c*120"}, obsm={"sp": 2, "X": 4})
    import scanpy as sc
    from scvi.external import SCVIVA

    KEYS = {
        "labels_key": "ct",
        "sample_key": "s",
        "cell_coordinates_key": "sp",
        "expression_embedding_key": "X",
    }
    ref, query = sc.read_h5ad("ref.h5ad"), sc.read_h5ad("query.h5ad")
    SCVIVA.preprocessing_anndata(ref, k_nn=5, **KEYS)
    SCVIVA.setup_anndata(ref, **KEYS)
    model = SCVIVA(ref)
    model.train(max_epochs=1)
    model.preprocessing_query_anndata(query, model, k_nn=5, **KEYS)
"""

from scvi_lint.rule import Queried, cites, listed, rule

USUAL_LABELS = "cell_type"


@rule(
    "SCV968",
    severity="error",
    versions=">=1.4",
    cites=cites("user_guide/models/scviva#preliminaries", "user_guide/models/scviva"),
    about={"class_name": "SCVIVA", "call.name": "preprocessing_query_anndata"},
)
def scviva_query_labels(query: Queried):
    given = query.argument("labels_key")
    key = given.value.text if given is not None else USUAL_LABELS
    reference, data = query.model.levels("labels_key"), query.data_in("adata")
    if key is None or reference is None or data is None or query.call.open:
        return
    levels = data.levels(key)
    if levels is None or not levels.column.closed or not reference.column.closed:
        return
    new = [name for name in levels.names if reference.rule_out(name)]
    if not new or not levels.occurs(new):
        return
    yield query.finding(
        query.call.name_span,
        f"obs[{key!r}] has {listed(new, 3)}, which the reference lacks: this raises ValueError. "
        "Map these labels onto the reference's, or take the cells out.",
        because=(reference.known, levels.known),
    )
