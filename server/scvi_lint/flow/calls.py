"""Calls: what was given, who receives it, and functions of the program entered in place."""

from __future__ import annotations

from scvi_lint.flow import access, dispatch, guards
from scvi_lint.flow.arguments import Argument
from scvi_lint.flow.arguments import Call as CallMade
from scvi_lint.flow.heap import DictObject, ListObject
from scvi_lint.flow.run import Run
from scvi_lint.flow.values import UNKNOWN, Data, Literal, Ref, Value, join_all, one, opened
from scvi_lint.source import nodes
from scvi_lint.source.span import Span


class Given:
    """What one call passes: values with the nodes that wrote them.

    `open` tells that a `*` or `**` of unknown content may have passed more.
    """

    __slots__ = (
        "assigned",
        "discarded",
        "keywords",
        "node",
        "open",
        "positional",
        "splatted",
        "unsure",
    )

    def __init__(self, node: nodes.Call) -> None:
        self.node = node
        self.positional: list[tuple[Value, nodes.Argument]] = []
        self.keywords: dict[str, tuple[Value, nodes.Argument]] = {}
        self.splatted: set[str] = set()
        self.unsure: set[str] = set()  # keywords that are passed on some paths only
        self.open = False
        self.discarded = False
        self.assigned = ""

    def value(self, position: int, *names: str) -> Value | None:
        """The value passed at a position or under one of the names; position -1 is none."""
        pair = self.pair(position, *names)
        return None if pair is None else pair[0]

    def pair(self, position: int, *names: str) -> tuple[Value, nodes.Argument] | None:
        for name in names:
            if name in self.keywords:
                return self.keywords[name]
        if 0 <= position < len(self.positional):
            return self.positional[position]
        return None

    def text(self, position: int, *names: str) -> str | None:
        value = self.value(position, *names)
        return None if value is None else value.text

    def is_true(self, name: str) -> bool | None:
        """Whether a keyword is for certain truthy (True), falsy (False), or not known (None)."""
        pair = self.keywords.get(name)
        if pair is None:
            return None if self.open else False
        constant = pair[0].constant
        return None if constant is None else bool(constant.value)

    def every(self) -> list[Value]:
        return [value for value, _ in self.positional] + [v for v, _ in self.keywords.values()]


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
    if not callee.atoms:
        dispatch.unknown_call(run, given)
        return UNKNOWN
    if len(callee.atoms) == 1:
        result = dispatch.apply(run, callee.atoms[0], given)
        return result if callee.closed else opened(result)
    return _either(run, callee, given)


def _either(run: Run, callee: Value, given: Given) -> Value:
    """One of several callees: each on its own path, then joined."""
    for name in given.unsure:
        # What decides whether it is passed may also decide who is called.
        given.keywords.pop(name, None)
    before = run.mark()
    results, marks = [], []
    outer = run.guards
    for number, atom in enumerate(callee.atoms):
        run.go_to(before)
        run.guards = outer | guards.of_one(run, number, callee)
        results.append(dispatch.apply(run, atom, given))
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


def make_call(
    run: Run, given: Given, function: str, parameters: tuple[str, ...], receiver: bool = False
) -> CallMade:
    """The call as events carry it: arguments under the names of the parameters they reach."""
    table = run.heap.snapshot()
    arguments: dict[str, Argument] = {}
    for index, (value, node) in enumerate(given.positional):
        name = parameters[index] if index < len(parameters) else f"*{index}"
        span = run.span(node.value)
        arguments[name] = Argument(
            name, value, span, run.span(node), table, positional=True, splatted=node.stars > 0
        )
    for name, (value, node) in given.keywords.items():
        splatted = name in given.splatted
        span = run.span(node if splatted else node.value)
        always = name not in given.unsure
        whole = run.span(node)
        arguments[name] = Argument(
            name, value, span, whole, table, splatted=splatted, always=always
        )
    node = given.node
    callee = node.function
    span = run.span(node)
    function_span = name_span = run.span(callee)
    if isinstance(callee, nodes.Attribute):
        name_span = Span(run.path, run.cell, callee.name_start, callee.end)
    return CallMade(
        function,
        span,
        name_span,
        function_span,
        Span(run.path, run.cell, node.inner_start, node.inner_end),
        arguments,
        given.open or len(given.positional) > len(parameters),
        run.stack,
        run.guards,
        run.statement,
        given.discarded,
        given.assigned,
    )


def spread(run: Run, value: Value) -> list[Value] | None:
    """The items of a sequence when all of them are known, else None."""
    atom = value.single
    if isinstance(atom, Ref):
        thing = run.heap.get(atom.id)
        if isinstance(thing, ListObject) and thing.rest is None:
            run.budget.walk(thing.size)
            return list(thing.items)
        if isinstance(thing, DictObject) and thing.rest is None:
            run.budget.walk(thing.size)
            return [Value((Literal(key),), True) for key in thing.items]
        return None
    if isinstance(atom, Data):
        return access.known_categories(atom)
    return None


def element(run: Run, value: Value) -> Value:
    """What iterating over the value may give."""
    results = []
    for atom in value.atoms:
        thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
        if thing is not None:
            run.budget.walk(thing.size)
        if isinstance(thing, ListObject):
            results.append(thing.element)
        elif isinstance(thing, DictObject) and thing.rest is None:
            results.append(join_all([one(Literal(key)) for key in thing.items]))
        elif isinstance(atom, Data):
            known = access.known_categories(atom)
            results.append(UNKNOWN if known is None else join_all(known))
        else:
            results.append(UNKNOWN)
    result = join_all(results)
    return result if value.closed else opened(result)
