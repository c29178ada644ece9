"""muon: filters, accessibility and proteins. What it shares with scanpy is an alias there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import (
    BINARY,
    LOGNORM,
    NORMALIZED,
    SCALED,
    UNSURE,
    Matrix,
)
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.libraries.mudata import made_by_hand
from scvi_lint.interpreter.libraries.readers import reads, writes
from scvi_lint.interpreter.libraries.rescaling import Rescales
from scvi_lint.interpreter.libraries.rows import Effect, adds_embedding, opens, subsets

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run
    from scvi_lint.interpreter.libraries.rows import Target


def weighs_terms(run: Run, target: Target) -> None:
    """`tfidf` works on X, or writes what it made of it into `to_layer`."""
    layer = target.text("to_layer")
    if layer is None and target.left_out("to_layer"):
        Rescales(NORMALIZED, "weighed by tfidf")(run, target)
    elif layer is not None:
        matrix = Matrix(UNSURE, (slots.LAYERS(layer), run.site(target.given.node)))
        reason = run.reason(target.given.node, "weighed by tfidf here")
        run.set_fact(target.id, slots.LAYERS(layer), fact(matrix, reason))


ROWS = (
    reads("muon.read", "mudata"),
    reads("muon.read_h5mu", "mudata"),
    reads("muon.read_h5ad"),
    writes("muon.write", "filename data"),
    writes("muon.write_h5mu", "filename mdata"),
    reads("muon.read_10x_h5", "mudata"),
    reads("muon.read_10x_mtx", "mudata", "path"),
    Effect("muon.MuData", parameters="data", makes=made_by_hand),
    Effect(
        "muon.pp.filter_obs", subsets("cells", by_column=True), opens("obs"), parameters="var func"
    ),
    Effect("muon.pp.filter_var", subsets("genes"), opens("var"), parameters="var func"),
    Effect("muon.pp.intersect_obs", subsets("cells", by_column=True), opens("obs")),
    Effect("muon.atac.pp.tfidf", weighs_terms),
    Effect("muon.atac.pp.binarize", Rescales(BINARY)),
    Effect("muon.atac.tl.lsi", adds_embedding("X_lsi", "lsi"), opens("uns")),
    Effect("muon.atac.tl.nucleosome_signal", opens("obs")),
    Effect("muon.atac.tl.tss_enrichment", opens("obs")),
    Effect("muon.prot.pp.clr", Rescales(LOGNORM, "CLR-normalised")),
    Effect("muon.prot.pp.dsb", Rescales(SCALED, "normalised by DSB")),
    Effect("muon.tl.mofa", opens("obsm", "var", "uns")),
)
