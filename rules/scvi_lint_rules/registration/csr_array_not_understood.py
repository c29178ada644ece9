"""The registered matrix is a sparse *array*, which scvi-tools does not take for sparse.

`scipy.sparse.csr_array` and `csr_matrix` hold the same numbers in two classes. The check of counts
in `setup_anndata` knows the matrix only, takes the array for a dense one, and raises
`TypeError: data type not understood`.

Use `scipy.sparse.csr_matrix`.

    # bad: raises TypeError
    import scipy.sparse
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.X = scipy.sparse.csr_array(adata.X)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- finding

    # bad: raises TypeError
    import scipy.sparse as sp
    import scvi
    from scipy.sparse import csr_array

    def register(data):
        data.layers["counts"] = csr_array(data.X)
        scvi.model.SCVI.setup_anndata(data, layer="counts")  # <- finding

    register(scvi.data.synthetic_iid())

    # good
    import scipy.sparse
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.X = scipy.sparse.csr_matrix(adata.X)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good: the array is made a matrix again
    import scipy.sparse
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.X = scipy.sparse.csr_array(adata.X)
    adata.X = scipy.sparse.csr_matrix(adata.X)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""

from scvi_lint.rule import Fix, Registered, Stored, cites, regex, rule

ARRAY = regex(r"(\S+\s*=\s*(?:[\w.]*\.)?cs[rc]_)array\(")


@rule(
    "SCV158",
    severity="error",
    versions=">=1.4.2",
    cites=cites("user_guide/models/{model}#preliminaries", "user_guide/models/scvi#preliminaries"),
)
def csr_array_not_understood(setup: Registered):
    for matrix in setup.count_matrices:
        room = "X" if matrix.layer is None else "layers"
        for stored in setup.earlier(Stored):
            same = (stored.adata.id, stored.room) == (matrix.adata.id, room)
            if not same or (room == "layers" and stored.entry != matrix.layer):
                continue
            here = stored.span
            found = ARRAY.match(setup.source(here._replace(end=here.end + 80)))
            if found is None or stored.guards:
                return
            word = here._replace(start=here.start + found.end(1), end=here.start + found.end() - 1)
            where = matrix.name
            yield setup.finding(
                setup.call.name_span,
                f"{where} is a scipy.sparse array, which setup takes for a dense one: TypeError. "
                "Use csr_matrix instead.",
                because=stored.reason("made a sparse array here"),
                fixes=[Fix("Use a sparse matrix", (word, "matrix"), safe=True)],
                certain=matrix.certain,
                breaks=setup.breaks_registration,
            )
            return
