"""The rows of all libraries, by the import paths of their functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.libraries import (
    anndata,
    cellxgene_census,
    chance,
    decoupler,
    further,
    mudata,
    muon,
    numpy,
    pandas,
    rapids_singlecell,
    scanpy,
    scarches,
    scib,
    scipy,
    scvelo,
    scvi_functions,
    sklearn,
    squidpy,
    unlisted,
)
from scvi_lint.interpreter.libraries.arrays import Array
from scvi_lint.interpreter.libraries.rows import Effect

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.values import Value
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

_LIBRARIES = (
    anndata,
    cellxgene_census,
    chance,
    decoupler,
    further,
    mudata,
    muon,
    numpy,
    pandas,
    rapids_singlecell,
    scanpy,
    scarches,
    scib,
    scipy,
    scvelo,
    scvi_functions,
    sklearn,
    squidpy,
)
_table: dict[str, Effect | Array] = {}

# The same functions under another import path.
ALIASES = (
    ("rapids_singlecell.", "scanpy."),
    ("muon.pp.", "scanpy.pp."),
    ("scanpy.preprocessing.", "scanpy.pp."),
    ("scanpy.tools.", "scanpy.tl."),
    ("scanpy.plotting.", "scanpy.pl."),
    ("scanpy.api.", "scanpy."),
    ("scanpy.AnnData", "anndata.AnnData"),
    ("scanpy.concat", "anndata.concat"),
    ("anndata.experimental.concat_on_disk", "anndata.concat"),
)


def find(path: str) -> Effect | Array | None:
    """The row for an import path, through the aliases of its library."""
    if not _table:
        _table.update((row.path, row) for library in _LIBRARIES for row in library.ROWS)
    row = _table.get(path)
    if row is not None:
        return row
    for prefix, canonical in ALIASES:
        if path.startswith(prefix):
            return _table.get(canonical + path[len(prefix) :])
    return None


def apply_effect(run: Run, path: str, given: Given) -> Value | None:
    """Apply the row of this function; None when nothing is known of it."""
    row = find(path)
    if row is not None:
        return row.apply(run, path, given)
    return unlisted.other(run, path, given)
