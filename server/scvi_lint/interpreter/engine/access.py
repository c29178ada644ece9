"""Attributes of what may be one of several."""

from __future__ import annotations

from scvi_lint.interpreter.domain.calls import Nothing
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Atom,
    Literal,
    Ref,
    Symbol,
    Value,
    join_all,
    literal,
    opened,
)
from scvi_lint.interpreter.engine import guards, kinship
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import ApiUsed, NoneUsed
from scvi_lint.interpreter.objects import (
    recognition,
)
from scvi_lint.source.parser import nodes


def evaluate_attribute(run: Run, node: nodes.Attribute) -> Value:
    """The attribute's value, without reporting a use of the API (a longer path may follow)."""
    inner = node.value
    if isinstance(inner, nodes.Attribute):
        owner = evaluate_attribute(run, inner)
    else:
        owner = run.evaluate(inner)
    if len(owner.atoms) > 1:
        owner = _not_none(run, owner, node)
    atoms = owner.atoms
    if len(atoms) == 1 and isinstance(atoms[0], Ref) and run.heap.get(atoms[0].id) is None:
        owner = recognition.by_attribute(run, owner, node)
    nothing = owner.single
    if isinstance(nothing, Nothing):
        run.emit(NoneUsed(run, run.span(node), nothing.made, node.attr))
        return UNKNOWN
    if len(atoms) == 1:
        value = attribute(run, atoms[0], node.attr, node)
    else:
        value = join_all(_of_each(run, owner, node))
    return value if owner.closed else opened(value)


def _not_none(run: Run, owner: Value, node: nodes.Attribute) -> Value:
    """Where it is None that has no such attribute: this path goes on with the others."""
    atoms = tuple(
        atom for atom in owner.atoms if not (isinstance(atom, Literal) and atom.value is None)
    )
    if len(atoms) == len(owner.atoms) or hasattr(None, node.attr):
        return owner
    narrowed = Value(atoms, owner.closed)
    if isinstance(node.value, nodes.Name):
        run.rebind(node.value.id, narrowed)
    return narrowed


def _of_each(run: Run, owner: Value, node: nodes.Attribute) -> list[Value]:
    outer = run.guards
    values: list[Value] = []
    for number, atom in enumerate(owner.atoms):
        run.guards = outer | guards.of_one(run, number, owner)
        values.append(attribute(run, atom, node.attr, node))
    run.guards = outer
    return values


def report_use(run: Run, node: nodes.Node, value: Value) -> None:
    """A path into scvi-tools that the program names."""
    for atom in value.atoms:
        if isinstance(atom, Symbol) and atom.path.startswith("scvi."):
            run.emit(ApiUsed(run, node, atom.path))


def attribute(run: Run, atom: Atom, name: str, node: nodes.Node) -> Value:
    """`atom.name`, whatever the atom is."""
    if name.startswith("__"):
        own = kinship.name_of(run, atom, name)
        if own is not None:
            return literal(own, run.span(node))
        cls = kinship.class_of(run, atom) if name == "__class__" else None
        if cls is not None:
            return cls
    return run.answers(atom).attribute(run, atom, name, node)
