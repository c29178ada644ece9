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

    # bad: raises TypeError
    import anndata as ad
    import numpy as np
    import scipy.sparse as sp
    import scvi

    def gather(cells, genes):
        counts = np.random.default_rng(0).poisson(1.0, (cells, genes))
        return ad.AnnData(sp.csr_array(counts.astype("float32")))

    adata = gather(100, 20)
    scvi.model.AmortizedLDA.setup_anndata(adata)  # <- finding

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

from re import Match

from scvi_lint.rule import Fix, Registered, Stored, cites, regex, rule

ARRAY = regex(r"\S+\s*=\s*(?P<owner>[\w.]*\.)?(?P<kind>cs[rc]_)array\(")
# What a statement imports by the name of an array, and whether it does so for matrices.
IMPORTED = {
    "csr_": regex(r"\bimport\b[^\n;#]*?\bcsr_(?:array|matrix)\b(?!\s+as\b)"),
    "csc_": regex(r"\bimport\b[^\n;#]*?\bcsc_(?:array|matrix)\b(?!\s+as\b)"),
}


@rule(
    "SCV158",
    severity="error",
    versions=">=1.0.0",
    cites=cites(
        "{setup}",
        "user_guide/use_case/custom_dataloaders",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def csr_array_not_understood(setup: Registered):
    for matrix in setup.count_matrices:
        known = matrix.adata.matrix(matrix.layer)
        if known is None or known.value.form != "array":
            continue
        yield setup.finding(
            setup.call.name_span,
            f"{matrix.name} is a scipy.sparse array, which setup takes for a dense one: TypeError. "
            "Use csr_matrix instead.",
            because=known,
            fixes=[_where_made(setup, matrix.adata.id, matrix.layer)],
            certain=matrix.certain and setup.release.since("1.3"),
            doubt="scipy before 1.11 has arrays among its matrices",
            breaks=setup.breaks_registration,
        )
        return


def _where_made(setup: Registered, adata: int, layer: str | None) -> Fix | None:
    """Another class where the array is stored, if it is made in the same statement."""
    room = "X" if layer is None else "layers"
    for stored in setup.earlier(Stored):
        same = (stored.adata.id, stored.room) == (adata, room)
        if not same or (layer is not None and stored.entry != layer):
            continue
        here = stored.span
        found = ARRAY.match(setup.source(here._replace(end=here.end + 80)))
        return None if found is None else _as_matrix(stored, found)
    return None


def _as_matrix(stored: Stored, found: Match[str]) -> Fix | None:
    """`csr_matrix` for `csr_array`; imported beside it where that name stands alone."""
    kind, here = found["kind"], stored.span
    word = here._replace(start=here.start + found.end("kind"), end=here.start + found.end() - 1)
    edits = [(word, "matrix")]
    if not found["owner"]:
        imports = [place for place, _ in stored.program.find(here.path, IMPORTED[kind])]
        if not imports:
            return None
        if not any(stored.source(place).endswith("matrix") for place in imports):
            last = imports[0]
            edits.append((last._replace(start=last.end), f", {kind}matrix"))
    return Fix("Use a sparse matrix", *edits, safe=True)
