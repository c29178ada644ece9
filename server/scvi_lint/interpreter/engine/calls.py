"""Calls: what was given, who receives it, and functions of the program entered in place."""

from __future__ import annotations

from scvi_lint.interpreter.domain.holders import DictObject, ListObject
from scvi_lint.interpreter.domain.scopes import Mark
from scvi_lint.interpreter.domain.values import UNKNOWN, Literal, Ref, Value, join_all, opened
from scvi_lint.interpreter.engine import access, guards
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.havoc import unknown_call
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import unheld
from scvi_lint.source.parser import nodes


def call(run: Run, node: nodes.Call) -> Value:
    """Evaluate the callee, then the arguments, then apply whatever the callee may be."""
    function = node.function
    if isinstance(function, nodes.Attribute):
        callee = access.evaluate_attribute(run, function)
    else:
        callee = run.evaluate(function)
    discarded = run.discards is node
    assigned = run.assigned if run.assigns is node else ""
    given = collect(run, node)
    given.discarded = discarded
    given.assigned = assigned
    unheld.dropped(run, callee.single, given)
    if not callee.atoms:
        unknown_call(run, given)
        return _listed(run, node) or UNKNOWN
    if len(callee.atoms) == 1:
        outer = run.guards
        if not callee.closed:
            run.guards = outer | guards.of_open(run, callee)
        result = run.apply(callee.atoms[0], given)
        run.guards = outer
        listed = None if result.atoms else _listed(run, node)
        if listed is not None:
            return listed
        return result if callee.closed else opened(result)
    return _either(run, callee, given)


def _listed(run: Run, node: nodes.Call) -> Value | None:
    """`cells.tolist()`: whoever has such a method gives a list of unknown items."""
    function = node.function
    if not isinstance(function, nodes.Attribute) or function.attr not in ("tolist", "to_list"):
        return None
    return None if node.arguments else run.allocate(node, ListObject((), UNKNOWN))


def _either(run: Run, callee: Value, given: Given) -> Value:
    """One of several callees: each on its own path, then joined."""
    for name in given.unsure:
        # What decides whether it is passed may also decide who is called.
        given.keywords.pop(name, None)
    before = run.mark()
    results: list[Value] = []
    marks: list[Mark] = []
    outer = run.guards
    for number, atom in enumerate(callee.atoms):
        run.go_to(before)
        run.guards = outer | guards.of_one(run, number, callee)
        results.append(run.apply(atom, given))
        if not run.dead:
            marks.append(run.mark())
    run.guards = outer
    if not callee.closed:
        marks.append(before)
    run.go_to_any(marks)
    result = join_all(results)
    return result if callee.closed else opened(result)


def collect(run: Run, node: nodes.Call) -> Given:
    """Evaluate the arguments in order; dictionaries behind `**` are spread out."""
    given = Given(node)
    for argument in node.arguments:
        value = run.evaluate(argument.value)
        _note_names(run, value)
        if argument.stars == 0 and argument.keyword is not None:
            given.keywords[argument.keyword] = (value, argument)
        elif argument.stars == 0:
            given.positional.append((value, argument))
        elif argument.stars == 1:
            items = spread(run, value)
            if items is None:
                given.open = True
                given.starred.append((value, argument))
            else:
                given.positional.extend((item, argument) for item in items)
        else:
            _spread_keywords(run, value, argument, given)
    return given


def _note_names(run: Run, value: Value) -> None:
    """The strings that a call is given, alone or in a list: names of entries, perhaps."""
    for atom in value.atoms:
        if isinstance(atom, Literal):
            if isinstance(atom.value, str):
                run.names_passed.append(atom.value)
        elif isinstance(atom, Ref):
            thing = run.heap.get(atom.id)
            if isinstance(thing, ListObject):
                for item in thing.items:
                    if item.text is not None:
                        run.names_passed.append(item.text)


def _spread_keywords(run: Run, value: Value, argument: nodes.Argument, given: Given) -> None:
    if not value.closed or not value.atoms:
        given.open = True
    found: dict[str, list[Value]] = {}
    for atom in value.atoms:
        inner = run.heap.get(atom.id) if isinstance(atom, Ref) else None
        if not isinstance(inner, DictObject):
            given.open = True
            continue
        if inner.rest is not None or len(value.atoms) > 1:
            given.open = True
        for key, item in inner.items.items():
            if isinstance(key, str):
                found.setdefault(key, []).append(item)
    for key, items in found.items():
        item = join_all(items)
        always = value.closed and len(items) == len(value.atoms)
        if given.open and not (always and item.closed):
            given.unsure.add(key)
        given.keywords.setdefault(key, (item if always else opened(item), argument))
        given.splatted.add(key)
