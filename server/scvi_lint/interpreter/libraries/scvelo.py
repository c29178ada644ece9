"""scvelo: spliced and unspliced counts are normalised together with X, and smoothed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import LOGNORM, NORMALIZED, SMOOTHED, TRANSFORMED, Matrix
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.libraries.graphs import builds_graph, clusters, lays_out
from scvi_lint.interpreter.libraries.readers import reads
from scvi_lint.interpreter.libraries.rescaling import Rescales
from scvi_lint.interpreter.libraries.rows import Effect, adds_embedding, opens, subsets

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run
    from scvi_lint.interpreter.libraries.rows import Target

SPLICING = ("spliced", "unspliced")
_normalise = Rescales(NORMALIZED)


def normalises_all(run: Run, target: Target) -> None:
    """X and the two layers are brought to one depth, unless they have been before."""
    for layer in (None, *SPLICING):
        thing = run.heap.tracked(target.id)
        known = (
            None if thing is None else thing.get(slots.X if layer is None else slots.LAYERS(layer))
        )
        before = None if known is None else known.value
        if layer is not None and known is None:
            continue
        if not isinstance(before, Matrix) or before.scale not in TRANSFORMED:
            _normalise.on(run, target, layer)


def smooths(run: Run, target: Target) -> None:
    """`moments`: means over neighbours in layers of their own."""
    reason = run.reason(target.given.node, "smoothed over neighbours here")
    for layer in ("Ms", "Mu"):
        matrix = Matrix(SMOOTHED, (slots.LAYERS(layer), run.site(target.given.node, layer)))
        run.set_fact(target.id, slots.LAYERS(layer), fact(matrix, reason))


_pca = adds_embedding("X_pca", "pca")

ROWS = (
    reads("scvelo.read"),
    # Up to 0.2 it took the logarithm of X as well; later releases leave that to scanpy.
    Effect("scvelo.pp.filter_and_normalize", normalises_all, subsets("genes"), opens("obs", "var")),
    Effect("scvelo.pp.normalize_per_cell", normalises_all, opens("obs")),
    Effect("scvelo.pp.log1p", Rescales(LOGNORM)),
    Effect("scvelo.pp.filter_genes", subsets("genes"), opens("obs", "var")),
    Effect("scvelo.pp.filter_genes_dispersion", subsets("genes", "subset"), opens("var")),
    Effect("scvelo.pp.pca", _pca, opens("uns")),
    Effect("scvelo.pp.neighbors", _pca, builds_graph, opens("uns"), parameters="n_neighbors n_pcs"),
    Effect(
        "scvelo.pp.moments",
        normalises_all,
        smooths,
        opens("obs", "obsm", "uns"),
        parameters="n_pcs n_neighbors",
    ),
    Effect("scvelo.tl.velocity", opens("layers", "var", "uns"), parameters="vkey mode"),
    Effect("scvelo.tl.recover_dynamics", opens("layers", "var", "uns"), parameters="var_names"),
    Effect("scvelo.tl.velocity_graph", opens("obs", "uns")),
    Effect("scvelo.tl.umap", lays_out("X_umap", "umap")),
    Effect("scvelo.tl.louvain", clusters("louvain", "louvain"), parameters="resolution"),
    Effect("scvelo.tl.leiden", clusters("leiden", "leiden"), parameters="resolution"),
)
