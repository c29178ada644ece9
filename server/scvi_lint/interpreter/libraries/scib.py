"""scib: preprocessing for benchmarks of integration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import LOGNORM, SCALED
from scvi_lint.interpreter.domain.values import Ref, Value, one
from scvi_lint.interpreter.libraries.graphs import builds_graph, lays_out
from scvi_lint.interpreter.libraries.rescaling import Rescales
from scvi_lint.interpreter.libraries.rows import Effect, adds_embedding, opens
from scvi_lint.interpreter.objects import data

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run
    from scvi_lint.interpreter.libraries.rows import Target


def reduces(run: Run, target: Target) -> None:
    """`scib.pp.reduce_data`: the steps that its flags leave on."""
    steps = (
        ("pca", True, adds_embedding("X_pca", "pca", "")),
        ("neighbors", True, builds_graph),
        ("umap", False, lays_out("X_umap", "umap")),
    )
    for flag, default, step in steps:
        if target.truth(flag, default):
            step(run, target)


def _scaled(run: Run, path: str, given: Given, call: Call) -> Value:
    """A new object, scaled batch by batch."""
    return one(Ref(data.new(run, given.node, scale=SCALED, why="scaled by batch here")))


ROWS = (
    Effect("scib.pp.reduce_data", reduces, opens("var", "uns"), parameters="batch_key"),
    Effect("scib.pp.normalize", Rescales(LOGNORM, "log-normalised"), opens("layers", "raw", "obs")),
    Effect("scib.pp.scale_batch", parameters="adata batch", makes=_scaled),
    Effect("scib.pp.summarize_counts", opens("obs")),
    Effect("scib.pp.score_cell_cycle", opens("obs")),
)
