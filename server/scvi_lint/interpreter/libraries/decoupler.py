"""decoupler: activities of gene sets in obsm, samples summed up, layers changed for X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import AS_READ, COUNTS, DENOISED, UNSURE, Matrix
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.values import UNKNOWN, Ref, Value, one
from scvi_lint.interpreter.libraries.rows import Effect, adds_embedding, opens
from scvi_lint.interpreter.objects import data

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

METHODS = "aucell consensus gsea gsva mdt mlm ora udt ulm viper wmean wsum zscore".split()


def _summed(run: Run, path: str, given: Given, call: Call) -> Value:
    """Cells of one sample and group are summed up: of counts that makes counts."""
    found = run.tracked(given.value(0, "adata") or UNKNOWN, "anndata")
    scale = UNSURE
    for identity, thing in found[:1]:
        layer = call.arguments.get("layer")
        name = None if layer is None else layer.value.text
        if layer is None or name is not None:
            matrix = data.matrix_of(run, identity, thing, name, given.node)
            scale = matrix.scale if matrix.scale in (COUNTS, AS_READ, DENOISED) else UNSURE
    return one(Ref(data.new(run, given.node, scale=scale, why="summed up here", tag="summed")))


def _of_activities(run: Run, path: str, given: Given, call: Call) -> Value:
    """An entry of obsm as an AnnData of its own."""
    return one(Ref(data.new(run, given.node, scale=UNSURE, why="made of obsm here", tag="acts")))


def _swapped(run: Run, path: str, given: Given, call: Call) -> Value:
    """`swap_layer(adata, "counts", X_layer_key=…)`: X becomes a layer, in a copy by default."""
    found = run.tracked(given.value(0, "adata") or UNKNOWN, "anndata")
    named = call.arguments.get("layer_key")
    if len(found) != 1 or named is None or named.value.text is None:
        return UNKNOWN
    identity, thing = found[0]
    layer = data.matrix(run, identity, thing, named.value.text, given.node)
    reason = run.reason(given.node, f"layers[{named.value.text!r}] put into X here")
    inplace = given.is_true("inplace") is True
    if not inplace:
        identity = data.copy(run, identity, thing, given.node).refs()[0]
    content = layer.content
    if isinstance(content, Matrix):
        made = content.held_in(("X", run.site(given.node, "swapped")))
        run.set_fact(identity, slots.X, fact(made, reason, certain=layer.certain))
    after = run.heap.tracked(identity)
    if after is not None:
        run.heap.put(identity, after.weakened(frozenset({"layers"})))
    return UNKNOWN if inplace else one(Ref(identity))


_activity = {name: adds_embedding(f"{name}_estimate", "activity", "") for name in METHODS}

ROWS = (
    *(
        Effect(f"decoupler.run_{name}", add, opens("obsm"), parameters="net")
        for name, add in _activity.items()
    ),
    Effect("decoupler.get_pseudobulk", parameters="adata sample_col groups_col", makes=_summed),
    Effect("decoupler.pp.pseudobulk", parameters="adata sample_col groups_col", makes=_summed),
    Effect("decoupler.get_acts", parameters="adata obsm_key", makes=_of_activities),
    Effect("decoupler.pp.get_obsm", parameters="adata key", makes=_of_activities),
    Effect("decoupler.swap_layer", parameters="adata layer_key X_layer_key", makes=_swapped),
    Effect("decoupler.pp.swap_layer", parameters="adata key X_key", makes=_swapped),
    *(
        Effect(f"decoupler.mt.{name}", opens("obsm"), parameters="net")
        for name in (*METHODS, "decouple", "waggr")
    ),
)
