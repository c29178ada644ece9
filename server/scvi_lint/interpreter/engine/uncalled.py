"""Functions that nobody calls: each is followed once, with what its signature says."""

from __future__ import annotations

from collections import Counter
from typing import Protocol, TypeVar

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import AS_READ, Matrix
from scvi_lint.interpreter.domain.definitions import Function
from scvi_lint.interpreter.domain.facts import fact, possible
from scvi_lint.interpreter.domain.heap import EVERYTHING, Facts, Tracked
from scvi_lint.interpreter.domain.values import UNKNOWN, Ref, Symbol, Value, one
from scvi_lint.interpreter.engine import functions
from scvi_lint.interpreter.engine.budget import LONG_SEARCH
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.regex import regex
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes

_WORD = regex(r"\w+")

# Parameters that are data by universal habit; nothing at all is claimed of their contents.
_DATA_NAMES = frozenset(
    """adata mdata adata_ref adata_query query ref reference query_adata ref_adata""".split()
)


Begun = TypeVar("Begun")


class Memory(Protocol[Begun]):
    """What is known of the last time that the program was followed: `incremental.trail.Trail`."""

    def enters(self, run: Run, function: Function) -> Begun | None:
        """What `entered` needs to be told; None where the function has done what it did."""
        ...

    def entered(self, run: Run, function: Function, before: Begun) -> None:
        """The function was followed."""
        ...


def enter_uncalled(run: Run, memory: Memory[Begun] | None = None) -> None:
    """Functions that nobody calls are followed once, with what their signature says."""
    known = 0
    module = run.frame.module
    while known < len(run.definitions):
        writes = any("global" in cell.text for one in run.documents.values() for cell in one.cells)
        pending = _callers_first(run, list(run.definitions.values())[known:])
        known = len(run.definitions)
        for function in pending:
            if function.definition not in run.called and run.may_enter(function.node):
                begun = None if memory is None or writes else memory.enters(run, function)
                if begun is None and memory is not None and not writes:
                    continue
                before = run.heap.snapshot()
                names = None
                if writes:  # what it does to the names of the module is not done
                    names = dict(module.env)
                    run.budget.walk(len(names))
                run.dead = False
                run.frame = function.frame
                functions.enter_unknown(run, function, annotated)
                kept = functions.state_of_object(run, function)
                disk = run.heap.tracked(run.disk)
                run.heap.table = before
                _may_have_left(run, disk)
                for identity, thing in kept.items():
                    run.heap.put(identity, thing)
                if names is not None:
                    module.env = names
                elif memory is not None and begun is not None:
                    memory.entered(run, function, begun)


def _callers_first(run: Run, pending: list[Function]) -> list[Function]:
    """Those first that the program speaks of nowhere else, methods with their class: they may call
    the others, which are then followed with what they are really given."""
    if len(pending) < 2:
        return pending
    text = "\n".join(cell.text for document in run.documents.values() for cell in document.cells)
    run.budget.steps += len(text) >> LONG_SEARCH
    spoken = Counter(_WORD.findall(text))

    def later(function: Function) -> bool:
        """Whether the program speaks of it, or of its class, outside of itself."""
        node = function.node if function.owner is None else function.owner.node
        own = run.text(Span(*function.place, node.start, node.end))
        name = "" if isinstance(node, nodes.Lambda) else node.name
        return spoken[name] > _WORD.findall(own).count(name)

    return sorted(pending, key=later)


def _may_have_left(run: Run, disk: Tracked | None) -> None:
    """What a function that nobody calls writes may be on the disk."""
    known = run.heap.tracked(run.disk)
    if disk is None or known is None or disk.facts is known.facts:
        return
    new = {key: possible(one) for key, one in disk.facts.items() if key not in known.facts}
    both = known.joined(Tracked("disk", {**known.facts, **new}))
    run.heap.put(run.disk, both or known)


def annotated(run: Run, parameter: nodes.Parameter) -> Value:
    """A parameter of a function that nobody calls: an object if its annotation or name says so."""
    if parameter.annotation is not None:
        found = _by_annotation(run, parameter)
        if found is not None:
            return found
    if parameter.name in _DATA_NAMES:
        return _any_data(run, parameter, "anndata")
    return UNKNOWN


def _by_annotation(run: Run, parameter: nodes.Parameter) -> Value | None:
    annotation = parameter.annotation
    if isinstance(annotation, nodes.Constant) and isinstance(annotation.value, str):
        name = annotation.value.rpartition(".")[2]
        path = f"anndata.{name}" if name in ("AnnData", "MuData") else ""
    else:
        atom = run.evaluate(annotation).single
        path = atom.path if isinstance(atom, Symbol) else ""
    if path.endswith((".AnnData", ".MuData")):
        return _any_data(run, parameter, "mudata" if path.endswith("MuData") else "anndata")
    cls = run.context.api.resolve(path) if path else None
    if isinstance(cls, ClassSymbol) and cls.is_model:
        reason = run.reason(parameter, "given to this function")
        facts: Facts = {slots.CLASS: fact(cls, reason, certain=True)}
        return run.allocate(parameter, Tracked("model", facts, EVERYTHING), "parameter")
    return None


def _any_data(run: Run, parameter: nodes.Parameter, kind: str) -> Value:
    identity = run.site(parameter, "parameter")
    reason = run.reason(parameter, "given to this function")
    facts: Facts = {
        slots.X: fact(Matrix(AS_READ, ("X", identity)), reason, certain=False),
        slots.MADE: fact("parameter", reason),
    }
    run.heap.put(identity, Tracked(kind, facts, EVERYTHING))
    return one(Ref(identity))
