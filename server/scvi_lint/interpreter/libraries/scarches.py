"""scArches: helpers that give back what they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.values import UNKNOWN, Value
from scvi_lint.interpreter.libraries.rows import Effect

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run


def _same(run: Run, path: str, given: Given, call: Call) -> Value:
    """The object that was given, in which no value has changed."""
    return given.value(0, "adata") or UNKNOWN


ROWS = (
    Effect("scarches.dataset.remove_sparsity", parameters="adata", makes=_same),
    Effect("scarches.dataset.trvae.data_handling.remove_sparsity", parameters="adata", makes=_same),
)
