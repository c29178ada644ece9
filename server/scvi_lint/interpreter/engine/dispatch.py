"""Who receives a call: a function of the program, a library, a method of a tracked object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.families import Family
from scvi_lint.interpreter.domain.frames import Frame
from scvi_lint.interpreter.domain.heap import EVERYTHING, Tracked
from scvi_lint.interpreter.domain.holders import DictObject, Instance, ListObject
from scvi_lint.interpreter.domain.masks import Mask
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Atom,
    Bound,
    Data,
    Drawn,
    Function,
    Literal,
    OpenFile,
    Partial,
    Ref,
    Room,
    Super,
    Symbol,
    UserClass,
    Value,
    one,
)
from scvi_lint.interpreter.engine import functions
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.libraries import called as library
from scvi_lint.interpreter.libraries import command_lines, configurations, unlisted
from scvi_lint.interpreter.libraries import python as python_library
from scvi_lint.interpreter.libraries import scvi as models
from scvi_lint.interpreter.libraries.effects import apply_effect
from scvi_lint.interpreter.objects import (
    arrays,
    combined_columns,
    containers,
    curves,
    data_methods,
    frames,
    hub,
    model_state,
    results,
    rooms,
)
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given


def apply(run: Run, atom: Atom, given: Given) -> Value:
    """What calling one possibility of the callee gives."""
    if isinstance(atom, Symbol):
        return _symbol(run, atom.path, given)
    if isinstance(atom, Bound):
        return _bound(run, atom, given)
    if isinstance(atom, Data) and isinstance(atom.content, Column):
        return combined_columns.joined(run, atom, given)  # `.str.cat(…)`; a column is no function
    if isinstance(atom, Function):
        return functions.enter(run, atom, given)
    if isinstance(atom, UserClass):
        cls = models.base_class(run, atom)
        if cls is not None:
            return models.construct(run, cls, given, subclass=atom.name)
        return functions.instantiate(run, atom, given)
    if isinstance(atom, Partial):
        return _partial(run, atom, given)
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if isinstance(thing, Instance):
        found = functions.member(thing.cls, "__call__")
        method = None if found is None else found.single
        if isinstance(method, Function):
            return functions.enter(run, method, given, receiver=one(atom))
    unknown_call(run, given)
    return UNKNOWN


def unknown_call(run: Run, given: Given, rooms: frozenset[str] = EVERYTHING) -> None:
    """Code that we cannot see was given these objects: it may have changed them."""
    for value in given.every():
        frames.lose(run, value)
    values = [value for value in given.every() if run.reachable(value)]
    if not values:
        return
    callee = getattr(given.node, "function", None)
    name = "" if callee is None else run.text(run.span(callee))
    unseen = fact(name, run.reason(given.node, "given to code that cannot be followed"))
    for value in values:
        run.weaken(value, rooms, unseen=unseen)


def _partial(run: Run, atom: Partial, given: Given) -> Value:
    path, cell = atom.place
    elsewhere = path != run.path
    call = given.node  # what another file wrote stands here as what `*` and `**` bring along
    for value, node in reversed(atom.positional):
        stand_in = nodes.Argument(call.start, call.end, None, call, 1)
        given.positional.insert(0, (value, stand_in if elsewhere else node))
        given.cells[node] = cell
    for name, (value, node) in atom.keywords:
        if name not in given.keywords:
            stand_in = nodes.Argument(call.start, call.end, name, call, 2)
            given.keywords[name] = (value, stand_in if elsewhere else node)
            given.cells[node] = cell
            if elsewhere or node.stars:
                given.splatted.add(name)
    results = [apply(run, inner, given) for inner in atom.function.atoms]
    return results[0] if len(results) == 1 else UNKNOWN


def _symbol(run: Run, path: str, given: Given) -> Value:
    if path.startswith("builtins."):
        number = curves.given_to(run, path.removeprefix("builtins."), given)
        if number is not None:
            return number
    elif path in curves.NUMPY_CHOOSES:
        curves.weighed(run, given.every(), given.node)
    python = (
        python_library.FUNCTIONS.get(path)
        or configurations.FUNCTIONS.get(path)
        or command_lines.FUNCTIONS.get(path)
    )
    if python is not None:
        return python(run, given)
    handled = models.call_symbol(run, path, given)
    if handled is not None:
        return handled
    handled = apply_effect(run, path, given)
    if handled is not None:
        return handled
    if not unlisted.is_harmless(path):
        rooms = EVERYTHING if unlisted.may_register(path) else EVERYTHING - {"registered"}
        unknown_call(run, given, rooms)
    else:
        results.given_to(run, path, given)
        library.note(run, path, given)
    return UNKNOWN


def _bound(run: Run, atom: Bound, given: Given) -> Value:
    receiver = atom.receiver
    if given.discarded:
        library.note_dropped(run, receiver, atom.name, given)
    if isinstance(receiver, Ref):
        thing = run.heap.get(receiver.id)
        if isinstance(thing, Tracked):
            if thing.kind == "model":
                return model_state.method(run, receiver.id, thing, atom.name, given)
            if thing.kind == "hub":
                return hub.method(run, receiver.id, thing, atom.name, given)
            return data_methods.method(run, receiver.id, thing, atom.name, given)
        if isinstance(thing, ListObject | DictObject):
            return containers.method(run, receiver.id, thing, atom.name, given)
        if isinstance(thing, Frame):
            return frames.method(run, receiver, thing, atom.name, given)
        if isinstance(thing, Instance) and command_lines.is_parser(thing):
            return command_lines.method(run, receiver.id, thing, atom.name, given)
        if isinstance(thing, Instance):
            return _instance_method(run, receiver, thing, atom.name, given)
    if isinstance(receiver, UserClass):
        return _class_method(run, receiver, atom.name, given)
    if isinstance(receiver, Super):
        return functions.call_super(run, receiver, atom.name, given)
    if isinstance(receiver, Literal):
        return containers.text_method(run, receiver, atom.name, given)
    if isinstance(receiver, Family):
        return containers.path_method(run, receiver, atom.name, given)
    if isinstance(receiver, OpenFile):
        return configurations.method(receiver, atom.name)
    if isinstance(receiver, Drawn):
        return one(receiver) if atom.name in _SAME_DRAWN else UNKNOWN
    if isinstance(receiver, Room):
        return rooms.method(run, receiver, atom.name, given)
    if isinstance(receiver, Data):
        return arrays.method(run, receiver, atom.name, given)
    if isinstance(receiver, Mask) and atom.name in arrays.KEEPS_MASK:
        return one(receiver)
    unknown_call(run, given)
    return UNKNOWN


_SAME_DRAWN = frozenset("item tolist to_list astype copy squeeze pop strip".split())


def _class_method(run: Run, cls: UserClass, name: str, given: Given) -> Value:
    found = functions.member(cls, name)
    function = None if found is None else found.single
    if not isinstance(function, Function):
        return UNKNOWN
    result = functions.enter(run, function, given, receiver=one(cls))
    if models.base_class(run, cls) is None:
        return result
    own = models.own_class_method(run, cls.name, name, given)
    return result if result.atoms else own


def _instance_method(run: Run, receiver: Ref, thing: Instance, name: str, given: Given) -> Value:
    found = functions.member(thing.cls, name)
    function = None if found is None else found.single
    if isinstance(function, Function):
        if functions.is_decorated(function, "classmethod"):
            return _class_method(run, thing.cls, name, given)
        return functions.enter(run, function, given, receiver=one(receiver))
    unknown_call(run, given)
    run.weaken(one(receiver))
    return UNKNOWN
