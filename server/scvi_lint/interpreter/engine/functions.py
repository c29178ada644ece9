"""Functions and classes of the program, entered where they are called."""

from __future__ import annotations

from collections.abc import Callable

from scvi_lint.interpreter.domain.definitions import Frame, Function, Super, UserClass
from scvi_lint.interpreter.domain.heap import EVERYTHING
from scvi_lint.interpreter.domain.holders import DictObject, Instance, ListObject
from scvi_lint.interpreter.domain.table import Table, Thing
from scvi_lint.interpreter.domain.values import (
    NONE,
    UNKNOWN,
    Bound,
    Ref,
    Symbol,
    Value,
    join_all,
    one,
    opened,
)
from scvi_lint.interpreter.engine import guards
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import recognition
from scvi_lint.regex import regex
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes

_WORD = regex(r"[^\W\d]\w*")


def enter(run: Run, function: Function, given: Given, receiver: Value | None = None) -> Value:
    """Execute a function of the program with what the call gives, where it is called."""
    node = function.node
    run.called.add(function.definition)
    if id(node) in run.active or not run.may_enter(given.node):
        for value in given.every():
            run.weaken(value)
        if id(node) not in run.active:
            _weaken_seen(run, function, receiver)
        return UNKNOWN
    frame = Frame(function.frame)
    frame.owner, frame.receiver = function.owner, receiver
    _bind_parameters(run, function, given, receiver, frame)
    return _execute(run, function, frame, run.span(given.node))


def _weaken_seen(run: Run, function: Function, receiver: Value | None) -> None:
    """A function is called that is not followed: what its text names it may have changed, too."""
    names = run.named.get(function.node)
    if names is None:
        path, cell = function.place
        text = run.text(Span(path, cell, function.node.start, function.node.end))
        names = run.named[function.node] = frozenset(_WORD.findall(text))
    run.budget.walk(len(names))
    values = [function.frame.look_up(name) for name in names]
    for value in [receiver, *values]:
        if value is not None:
            run.weaken(value)


def enter_unknown(
    run: Run, function: Function, annotated: Callable[[Run, nodes.Parameter], Value]
) -> None:
    """Execute a function that nobody calls, with what annotations and defaults say."""
    node = function.node
    frame = Frame(function.frame)
    here = (run.path, run.cell)
    run.path, run.cell = function.place
    for index, parameter in enumerate(node.parameters):
        value = annotated(run, parameter)
        if not value.atoms and parameter.default is not None:
            value = opened(run.evaluate(parameter.default))
        if not value.atoms:
            value = _of_command_line(run, function, parameter.name) or value
        if index == 0 and function.owner is not None and not value.atoms:
            identity = object_of(run, function.owner)
            if run.heap.get(identity) is None:
                run.heap.put(identity, Instance(function.owner, {}, known=False))
            value = one(Ref(identity))
            frame.owner, frame.receiver = function.owner, value
        frame.env[parameter.name] = value if value.atoms else run.unseen(parameter, "parameter")
    run.path, run.cell = here
    _execute(run, function, frame, None)


def object_of(run: Run, cls: UserClass) -> int:
    """The object whose methods nobody calls: one for all methods of a class."""
    return run.site_of(("self", id(cls.node), cls.place))


def state_of_object(run: Run, function: Function) -> dict[int, Thing]:
    """What a method that nobody calls leaves for the other methods of its class.

    They run in an order that is not known, so that nothing of it is certain.
    """
    if function.owner is None:
        return {}
    identity = object_of(run, function.owner)
    thing = run.heap.get(identity)
    if not isinstance(thing, Instance):
        return {}
    kept: dict[int, Thing] = {identity: thing}
    for known, tracked in run.reachable(one(Ref(identity))):
        kept[known] = tracked.weakened(EVERYTHING)
    return kept


def _execute(run: Run, function: Function, frame: Frame, call_span: Span | None) -> Value:
    node = function.node
    saved = (run.path, run.cell, run.frame, run.stack, run.statement, run.loop_exits)
    run.path, run.cell = function.place
    run.frame = frame
    run.loop_exits = []
    if call_span is not None:
        run.stack = (*run.stack, call_span)
    run.active.append(id(node))
    run.budget.steps += 1
    before = run.heap.snapshot()
    if isinstance(node, nodes.Lambda):
        result = run.evaluate(node.body)
    else:
        outer = run.guards
        run.guards = outer | guards.of_function(node)
        run.execute(node.body)
        run.guards = outer
        result = _leave(run, node, frame, before)
    run.active.pop()
    run.path, run.cell, run.frame, run.stack, run.statement, run.loop_exits = saved
    return result


def _leave(run: Run, node: nodes.FunctionDef, frame: Frame, before: Table) -> Value:
    """Join the ways out of a function: each `return`, and falling off its end."""
    ways = list(frame.returns)
    if not run.dead:
        ways.append((UNKNOWN if node.generator else NONE, run.heap.snapshot(), run.decided))
    if not ways:
        return UNKNOWN  # every path raises: the caller's path ends here
    returned = run.join_ways(ways)
    run.dead = False
    if node.generator:
        return _generated(run, node, [value for value, _, _ in frame.returns])
    return returned


def _generated(run: Run, node: nodes.FunctionDef, yielded: list[Value]) -> Value:
    """What a generator gives: item by item when each `yield` stands in its outermost block."""
    outermost = sum(_yields(statement) for statement in node.body)
    if outermost == len(yielded):
        made = ListObject(tuple(yielded), None, "generator")
    else:
        made = ListObject((), join_all(yielded), "generator")
    return run.allocate(node, made, "generator")


def _yields(statement: nodes.Stmt) -> bool:
    value = getattr(statement, "value", None)
    return isinstance(value, nodes.Yield)


def _of_command_line(run: Run, function: Function, name: str) -> Value | None:
    """What click or hydra give a parameter that the call does not."""
    if not getattr(function.node, "decorators", ()):
        return None
    from scvi_lint.interpreter.libraries.command_lines import click_default
    from scvi_lint.interpreter.libraries.configurations import of_hydra

    usual = click_default(run, function, name)
    return of_hydra(run, function) if usual is None else usual


def _bind_parameters(
    run: Run,
    function: Function,
    given: Given,
    receiver: Value | None,
    frame: Frame,
) -> None:
    parameters = function.node.parameters
    positional = [value for value, _ in given.positional]
    if receiver is not None:
        positional.insert(0, receiver)
    keywords = {name: value for name, (value, _) in given.keywords.items()}
    position = 0
    for parameter in parameters:
        name, kind = parameter.name, parameter.kind
        if kind == "args":
            rest = tuple(positional[position:])
            position = len(positional)
            extra = UNKNOWN if given.open else None
            frame.env[name] = run.allocate(parameter, ListObject(rest, extra, "tuple"))
        elif kind == "kwargs":
            taken = {other.name for other in parameters}
            spare = {key: value for key, value in keywords.items() if key not in taken}
            extra = UNKNOWN if given.open else None
            frame.env[name] = run.allocate(parameter, DictObject(dict(spare), extra))
        elif kind != "keyword" and position < len(positional):
            frame.env[name] = positional[position]
            position += 1
        elif name in keywords:
            frame.env[name] = keywords[name]
        elif parameter.default is not None:
            outer, here = run.frame, (run.path, run.cell)
            run.frame = frame.parent or frame
            run.path, run.cell = function.place
            default = run.evaluate(parameter.default)
            run.frame, (run.path, run.cell) = outer, here
            frame.env[name] = opened(default) if given.open else default
        elif receiver is None and (usual := _of_command_line(run, function, name)) is not None:
            frame.env[name] = usual
        else:
            frame.env[name] = UNKNOWN
        if not frame.env[name].atoms:
            frame.env[name] = run.unseen(parameter)


# --- classes ----------------------------------------------------------------------------------


def instantiate(run: Run, cls: UserClass, given: Given) -> Value:
    """An object of a class of the program: `__init__` runs, or dataclass fields are filled."""
    value = run.allocate(given.node, Instance(cls, {}), "instance")
    found = member(cls, "__init__")
    atom = found.single if found is not None else None
    if isinstance(atom, Function):
        enter(run, atom, given, receiver=value)
    else:
        _fill_fields(run, cls, given, value)
    return value


def _fill_fields(run: Run, cls: UserClass, given: Given, value: Value) -> None:
    fields = [
        statement
        for statement in cls.node.body
        if isinstance(statement, nodes.Assign) and statement.annotation is not None
    ]
    attributes: dict[str, Value] = {}
    for index, statement in enumerate(fields):
        target = statement.targets[0]
        if not isinstance(target, nodes.Name):
            continue
        passed = given.value(index, target.id)
        if passed is not None:
            attributes[target.id] = passed
        elif target.id in cls.members:
            attributes[target.id] = cls.members[target.id]
    for atom in value.atoms:
        if isinstance(atom, Ref):
            run.heap.put(atom.id, Instance(cls, attributes, known=not given.open))


def member(cls: UserClass, name: str) -> Value | None:
    """An attribute of a class of the program, looked up through its bases in the program."""
    found = cls.members.get(name)
    return _inherited(cls, name) if found is None else found


def method_of(cls: UserClass, name: str) -> Function | None:
    """A method of a class of the program, where it is known which function that is."""
    found = member(cls, name)
    function = None if found is None else found.single
    return function if isinstance(function, Function) else None


def _inherited(cls: UserClass, name: str) -> Value | None:
    for base in cls.ancestors:
        found = base.members.get(name) if isinstance(base, UserClass) else None
        if found is not None:
            return found
    return None


def library_bases(cls: UserClass) -> list[str]:
    """The import paths of the base classes that are not of the program, in their order."""
    return [base.path for base in cls.ancestors if isinstance(base, Symbol)]


def of_super(run: Run, atom: Super, name: str) -> Value:
    """`super().name`: of a base class of the program, else of the library."""
    if _inherited(atom.owner, name) is not None:
        return one(Bound(atom, name))
    for receiver in atom.receiver.atoms:
        if isinstance(receiver, Ref) and run.heap.tracked(receiver.id) is not None:
            return one(Bound(receiver, name))
        if isinstance(receiver, UserClass):
            for path in library_bases(atom.owner):
                return one(Symbol(f"{path}.{name}"))
    return UNKNOWN


def call_super(run: Run, atom: Super, name: str, given: Given) -> Value:
    inherited = _inherited(atom.owner, name)
    function = None if inherited is None else inherited.single
    if isinstance(function, Function):
        return enter(run, function, given, receiver=atom.receiver)
    return UNKNOWN


def is_decorated(function: Function, *names: str) -> bool:
    """Whether the definition carries a decorator of one of these (last) names."""
    for decorator in getattr(function.node, "decorators", ()):
        target = decorator.function if isinstance(decorator, nodes.Call) else decorator
        name = target.attr if isinstance(target, nodes.Attribute) else getattr(target, "id", "")
        if name in names:
            return True
    return False


def instance_attribute(
    run: Run, atom: Ref, thing: Instance, name: str, given_node: nodes.Node
) -> Value:
    """`self.adata`: an attribute that was set, a property, or a method that waits for its call."""
    value = thing.attributes.get(name)
    if value is not None:
        return value
    found = member(thing.cls, name)
    if found is None:
        return recognition.part(run, atom, name)
    function = found.single
    if isinstance(function, Function):
        if is_decorated(function, "property", "cached_property"):
            return _enter_without_arguments(run, function, given_node, one(atom))
        if is_decorated(function, "staticmethod"):
            return found
        return one(Bound(atom, name))
    return found


def call_method(run: Run, atom: Ref, thing: Instance, name: str) -> Value | None:
    """What a method gives that Python itself calls, such as `__enter__`; None if there is none."""
    function = method_of(thing.cls, name)
    if function is None:
        return None
    return _enter_without_arguments(run, function, function.node, one(atom))


def _enter_without_arguments(
    run: Run, function: Function, node: nodes.Node, receiver: Value
) -> Value:
    callee = nodes.Name(node.start, node.end, "")  # which no call spells out
    call = nodes.Call(node.start, node.end, callee, (), False, node.end, node.end)
    return enter(run, function, Given(call), receiver=receiver)
