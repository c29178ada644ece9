"""scipy.sparse: one matrix in another form."""

from __future__ import annotations

from scvi_lint.interpreter.libraries.arrays import Array

ROWS = (
    # A sparse matrix made of a sparse matrix keeps its values where they are.
    *(Array(f"scipy.sparse.{name}", shares=True) for name in ("csr_matrix", "csc_matrix")),
    *(Array(f"scipy.sparse.{name}", shares=True) for name in ("csr_array", "csc_array")),
    Array("scipy.sparse.coo_matrix"),
)
