"""Functions of scvi-tools that are no method of a model, as rows."""

from __future__ import annotations

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import LOGNORM, SCALED, Matrix
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.results import Embedding
from scvi_lint.interpreter.domain.values import Data, Value, one
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.libraries.readers import reads
from scvi_lint.interpreter.libraries.rows import (
    Action,
    Effect,
    Target,
    adds_embedding,
    opens,
    subsets,
)
from scvi_lint.interpreter.objects import scales


def _layout(run: Run, path: str, given: Given, call: Call) -> Value:
    """Two numbers for each cell, to plot: no latent space any more."""
    return one(Data(Embedding("mde")))


def _writes(parameter: str, default: str, scale: str, words: str) -> Action:
    """A layer is written, of values that are no counts; scaled ones lie between 0 and 1."""

    def write(run: Run, target: Target) -> None:
        name = target.text(parameter, default)
        if name is None:
            opens("layers")(run, target)
            return
        node = target.given.node
        matrix = Matrix(scale, ("layer", run.site(node)), done=words)
        reason = run.reason(node, f"{words} here")
        run.set_fact(target.id, slots.LAYERS(name), fact(matrix, reason))

    return write


ROWS = (
    reads("scvi.data.read_h5ad"),
    # the antibodies leave X in place and become an entry of obsm
    Effect(
        "scvi.data.organize_cite_seq_10x",
        subsets("genes"),
        adds_embedding("protein_expression", "unknown"),
        parameters="copy",
    ),
    # cytometry: they write layers, and leave what they read
    Effect(
        "scvi.external.cytovi.transform_arcsinh",
        _writes("transformed_layer_key", "transformed", LOGNORM, scales.ARCSINH),
        parameters="raw_layer_key transformed_layer_key",
    ),
    Effect(
        "scvi.external.cytovi.scale",
        _writes("scaled_layer_key", "scaled", SCALED, scales.TO_ONE),
        parameters="method feature_range transformed_layer_key scaled_layer_key",
    ),
    Effect("scvi.external.cytovi.register_nan_layer", opens("layers")),
    Effect("scvi.external.cytovi.mask_markers", opens("X", "layers", "var")),
    Effect("scvi.model.utils.mde", parameters="data", makes=_layout),
    # before 0.15 a function of `scvi.data` registered for all classes at once
    Effect(
        "scvi.data.setup_anndata",
        opens("registered", "obs", "uns"),
        parameters="batch_key labels_key layer",
    ),
)
