"""`setup_anndata`: what a registration leaves on the data that it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.calls import Call, Nothing
from scvi_lint.interpreter.domain.facts import Fact, fact, resting
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.values import Value, one
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Registered
from scvi_lint.interpreter.objects import data
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.semantic.data_views import DISPLACED, REGISTERED, AnnDataView, Registration

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given


def data_of(run: Run, made: Call, *names: str) -> tuple[int | None, Tracked | None, str]:
    """The AnnData or MuData that a call names: id, state and how the program calls it."""
    for name in names or ("adata", "mdata"):
        argument = made.arguments.get(name)
        if argument is not None:
            found = run.tracked(argument.value, *data.KINDS)
            certain = argument.value.closed and len(argument.value.atoms) == 1
            if found and certain:
                return found[0][0], found[0][1], run.text(argument.span)
    return None, None, ""


def register(run: Run, cls: ClassSymbol, name: str, given: Given, made: Call) -> Value:
    """A call of a set-up method of a class of scvi-tools."""
    identity, thing, text = data_of(run, made)
    registration = Registration(cls.name, name, made, identity, run.heap.snapshot())
    adata = None if identity is None else AnnDataView(identity, registration.table, text)
    run.emit(Registered(run, made, cls, adata, registration))
    if identity is not None and thing is not None:
        reason = run.reason(given.node, f"registered for {cls.name}")
        remember(run, identity, cls.name, fact(registration, reason))
    else:
        for argument in made.arguments.values():
            for other, _ in run.tracked(argument.value, *data.KINDS):
                reason = run.reason(given.node, f"registered for {cls.name}")
                remember(run, other, cls.name, fact(registration, reason, certain=False))
    return one(Nothing(made))


def remember(run: Run, identity: int, class_name: str, known: Fact[Registration]) -> None:
    """The data is registered for a class from here on."""
    thing = run.heap.tracked(identity)
    if thing is None:
        return
    if known.certain:
        _displace(run, identity, thing, class_name, known)
    facts = {k: f for k, f in thing.facts.items() if not k.startswith(("stale/", "displaced/"))}
    if not known.certain:
        facts = dict(thing.facts)
    facts[REGISTERED(class_name)] = known
    run.heap.put(identity, Tracked(thing.kind, facts, thing.open))


def _displace(
    run: Run, identity: int, thing: Tracked, class_name: str, known: Fact[Registration]
) -> None:
    """A copy carries the identifier of the object that it was copied from.

    scvi-tools finds a registration by that identifier, so registering the copy takes the place
    of the original's registration for the same class; models that exist already keep theirs.
    """
    shared = [f for key, f in thing.facts.items() if key.startswith("stale/")]
    origins = {value for f in shared for value in f.values}
    if not origins:
        return
    for other, that in list(run.heap.table.items()):
        if other == identity or not isinstance(that, Tracked):
            continue
        held = that.get(REGISTERED(class_name))
        if held is not None and not origins.isdisjoint(held.values):
            displaced = resting(known.options, known, held, *shared)
            run.heap.put(other, that.having(DISPLACED(class_name), displaced))
