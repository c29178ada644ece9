"""squidpy: spatial data read, and statistics of neighbourhoods in uns."""

from __future__ import annotations

from scvi_lint.interpreter.libraries.readers import reads
from scvi_lint.interpreter.libraries.rows import Effect, opens

SPATIAL = """centrality_scores co_occurrence interaction_matrix ligrec nhood_enrichment ripley sepal
spatial_autocorr spatial_neighbors""".split()

ROWS = (
    reads("squidpy.read.visium", "visium", "path"),
    reads("squidpy.read.nanostring", "visium", "path"),
    *(Effect(f"squidpy.gr.{name}", opens("uns")) for name in SPATIAL),
)
