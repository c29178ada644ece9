"""mudata: several modalities in one object, read, made by hand, and put below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.heap import EVERYTHING, Tracked
from scvi_lint.interpreter.domain.holders import DictObject
from scvi_lint.interpreter.domain.values import Ref, Value, one
from scvi_lint.interpreter.libraries.readers import reads, writes
from scvi_lint.interpreter.libraries.rows import Effect
from scvi_lint.interpreter.objects import data

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run


def made_by_hand(run: Run, path: str, given: Given, call: Call) -> Value:
    """`MuData({"rna": rna, "protein": protein})`: holds the very objects."""
    identity = data.new(run, given.node, "mudata", open=frozenset({"obs"}), why="made here")
    value = given.value(0, "data")
    atom = None if value is None else value.single
    table = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if isinstance(table, DictObject):
        for name, inner in table.items.items():
            for part, _ in run.tracked(inner, "anndata"):
                run.set_fact(identity, slots.MOD(name), fact(part, run.reason(given.node, "made")))
    else:
        thing = run.heap.tracked(identity)
        if thing is not None:
            run.heap.put(identity, Tracked(thing.kind, thing.facts, thing.open | {"mod"}))
    return one(Ref(identity))


def _joined(run: Run, path: str, given: Given, call: Call) -> Value:
    """MuData below each other: of the parts nothing is known but that they are there."""
    return one(Ref(data.new(run, given.node, "mudata", open=EVERYTHING - {"registered"})))


ROWS = (
    reads("mudata.read", "mudata"),
    reads("mudata.read_h5mu", "mudata"),
    reads("mudata.read_zarr", "mudata", "store"),
    writes("mudata.write", "filename data"),
    writes("mudata.write_h5mu", "filename mdata"),
    writes("mudata.write_zarr", "store data"),
    Effect("mudata.MuData", parameters="data", makes=made_by_hand),
    Effect("mudata.concat", parameters="mdatas", makes=_joined),
)
