"""scipy.sparse: one matrix in another form."""

from __future__ import annotations

from scvi_lint.interpreter.libraries.arrays import Array

ROWS = (
    # A sparse matrix made of a sparse matrix keeps its values where they are.
    *(Array(f"scipy.sparse.{kind}_matrix", shares=True, form="") for kind in ("csr", "csc")),
    *(Array(f"scipy.sparse.{kind}_array", shares=True, form="array") for kind in ("csr", "csc")),
    Array("scipy.sparse.coo_matrix", form=""),
    Array("scipy.sparse.coo_array", form="array"),
)
