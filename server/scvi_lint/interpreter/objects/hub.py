"""Models from the hub: trained, of a class that the program does not name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Nothing
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.heap import EVERYTHING, Facts, Tracked
from scvi_lint.interpreter.domain.values import NONE, UNKNOWN, Bound, Ref, Value, one
from scvi_lint.interpreter.engine.binding import make_call
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import HubSaved
from scvi_lint.interpreter.objects import data
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given


def method(run: Run, identity: int, thing: Tracked, name: str, given: Given) -> Value:
    if name == "load_model":
        # It keeps the model as `hub_model.model`.
        return one(Nothing(make_call(run, given, "scvi.hub.HubModel.load_model", ("adata",))))
    if name == "save":
        call = make_call(run, given, "scvi.hub.HubModel.save", ("overwrite",))
        run.emit(HubSaved(run, call, thing.value(slots.FOLDER)))
        return NONE
    for value in given.every():
        run.weaken(value)
    return UNKNOWN


def attribute(run: Run, atom: Ref, thing: Tracked, name: str, node: nodes.Node) -> Value:
    if name == "model":
        return model(run, node)
    if name == "adata":
        return one(Ref(data.new(run, node, open=EVERYTHING, why="pulled from the hub here")))
    return one(Bound(atom, name))


def model(run: Run, node: nodes.Node) -> Value:
    """A model from the hub: trained, of some class."""
    base = run.context.api.resolve("scvi.model.base.BaseModelClass")
    reason = run.reason(node, "loaded from the hub here")
    facts: Facts = {
        slots.MADE_BY: fact("hub", reason),
        slots.TRAINED: fact(True, reason, certain=False),
    }
    if base is not None:
        facts[slots.CLASS] = fact(base, reason, certain=False)
    return run.allocate(node, Tracked("model", facts), "hub model")
