"""cellxgene_census: a service that hands out raw counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import COUNTS, Matrix
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.values import Value
from scvi_lint.interpreter.libraries.rows import Effect
from scvi_lint.interpreter.objects import reading

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run


def _counts(run: Run, path: str, given: Given, call: Call) -> Value:
    """Data from a service that hands out raw counts."""
    value = reading.read(run, given.node, call, "anndata", None)
    for identity in value.refs():
        reason = run.reason(given.node, "raw counts come from here")
        run.set_fact(identity, slots.X, fact(Matrix(COUNTS, ("X", identity)), reason))
    return value


ROWS = (Effect("cellxgene_census.get_anndata", parameters="census organism", makes=_counts),)
