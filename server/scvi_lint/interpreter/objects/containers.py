"""Methods of lists, dictionaries and strings of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.holders import NOBODY, DictObject, ListObject
from scvi_lint.interpreter.domain.values import (
    LONGEST_TEXT,
    NONE,
    UNKNOWN,
    Literal,
    Ref,
    Value,
    join,
    literal,
    one,
)
from scvi_lint.interpreter.engine.binding import element, spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import paths
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.source.parser import nodes


def method(
    run: Run, identity: int, thing: ListObject | DictObject, name: str, given: Given
) -> Value:
    if isinstance(thing, ListObject):
        return _list(run, identity, thing, name, given)
    return _dict(run, identity, thing, name, given)


def _list(run: Run, identity: int, thing: ListObject, name: str, given: Given) -> Value:
    value = given.value(0)
    if name in ("append", "add") and value is not None:
        if run.rounds:
            # In a loop the number of rounds is not known: one more item of unknown number.
            run.heap.put(identity, thing.having(thing.items, _more(thing.rest, value)))
        else:
            run.heap.put(identity, thing.having((*thing.items, value), thing.rest))
        return NONE
    if name in ("extend", "update") and value is not None:
        more = spread(run, value)
        if more is None or thing.rest is not None or run.rounds:
            rest = _more(thing.rest, element(run, value))
            longer = thing.having(thing.items, rest).of_some_paths(partly(run, value))
            run.heap.put(identity, longer)
        else:
            run.heap.put(identity, thing.having((*thing.items, *more), None))
        return NONE
    if name == "copy":
        return run.allocate(given.node, thing.having(thing.items, thing.rest))
    if name == "pop":
        run.heap.put(identity, thing.having((), thing.element).of_some_paths(thing.refs))
        return thing.element
    if name in ("insert", "remove", "clear", "sort", "reverse", "discard"):
        rest = thing.element
        if name == "insert" and given.value(1) is not None:
            rest = join(rest, given.value(1) or UNKNOWN)
        fewer = thing.refs if name in ("remove", "clear", "discard") else NOBODY
        run.heap.put(identity, thing.having((), rest).of_some_paths(fewer))
        return NONE
    if name in ("union", "intersection", "difference"):
        return run.allocate(given.node, ListObject((), UNKNOWN, thing.kind))
    return UNKNOWN


def _more(rest: Value | None, value: Value) -> Value:
    return value if rest is None else join(rest, value)


def partly(run: Run, value: Value) -> frozenset[int]:
    """Which items of a list only some paths have put in."""
    lists = [run.heap.get(identity) for identity in value.refs()]
    return NOBODY.union(*(one.partly for one in lists if isinstance(one, ListObject)))


def _dict(run: Run, identity: int, thing: DictObject, name: str, given: Given) -> Value:
    if name in ("get", "pop", "setdefault"):
        return _look_up(run, identity, thing, name, given)
    if name == "items":
        if thing.rest is None and len(thing.items) <= MOST_PARTS:
            pairs = tuple(
                run.allocate(
                    given.node,
                    ListObject((one(Literal(key)), value), None, "tuple"),
                    f"item {key!r}",
                )
                for key, value in thing.items.items()
            )
            return run.allocate(given.node, ListObject(pairs), "items")
        pair = run.allocate(given.node, ListObject((UNKNOWN, thing.element), None, "tuple"), "item")
        return run.allocate(given.node, ListObject((), pair), "items")
    if name == "values":
        values = ListObject(tuple(thing.items.values()), thing.rest, singled=thing.singled)
        return run.allocate(given.node, values)
    if name == "keys":
        keys = tuple(one(Literal(key)) for key in thing.items)
        return run.allocate(given.node, ListObject(keys, None if thing.rest is None else UNKNOWN))
    if name == "copy":
        return run.allocate(given.node, DictObject(dict(thing.items), thing.rest))
    if name == "update":
        _update(run, identity, thing, given)
        return NONE
    if name in ("clear", "popitem"):
        run.heap.put(identity, DictObject({}, thing.element))
    return UNKNOWN


def _look_up(run: Run, identity: int, thing: DictObject, name: str, given: Given) -> Value:
    key = given.value(0)
    constant = None if key is None else key.constant
    default = given.value(1)
    if constant is None:
        return thing.element if default is None else join(thing.element, default)
    if constant.value in thing.items:
        found = thing.items[constant.value]
        if name == "pop":
            rest = {k: v for k, v in thing.items.items() if k != constant.value}
            run.heap.put(identity, DictObject(rest, thing.rest))
        return found
    if thing.rest is not None:
        return thing.rest if default is None else join(thing.rest, default)
    if name == "setdefault" and default is not None:
        run.heap.put(identity, DictObject({**thing.items, constant.value: default}, thing.rest))
    return NONE if default is None else default


def _update(run: Run, identity: int, thing: DictObject, given: Given) -> None:
    items, rest = dict(thing.items), thing.rest
    for value, _ in given.positional:
        atom = value.single
        other = run.heap.get(atom.id) if isinstance(atom, Ref) else None
        if isinstance(other, DictObject):
            items.update(other.items)
            rest = rest if other.rest is None else other.rest
        else:
            rest = UNKNOWN
    items.update({name: value for name, (value, _) in given.keywords.items()})
    run.heap.put(identity, DictObject(items, UNKNOWN if given.open else rest))


def item(run: Run, identity: int, index: Value, key: object = None) -> Value:
    """`thing[index]` of a list or dictionary; `key` stands for an index that is not known."""
    thing = run.heap.get(identity)
    constant = index.constant
    if isinstance(thing, DictObject):
        if key is not None and thing.last is not None and thing.last[0] == key:
            return thing.last[1]
        if constant is not None and constant.value in thing.items:
            return thing.items[constant.value]
        if thing.rest is not None and not thing.singled:
            held = thing.picked()
            run.heap.put(identity, held)
        if constant is not None and thing.rest is not None:
            return thing.rest
        return UNKNOWN if constant is not None else thing.element
    if isinstance(thing, ListObject):
        if constant is not None and type(constant.value) is int and thing.rest is None:
            if -len(thing.items) <= constant.value < len(thing.items):
                return thing.items[constant.value]
            return UNKNOWN
        if not thing.singled:
            run.heap.put(
                identity,
                ListObject(thing.items, thing.rest, thing.kind, True, thing.partly),
            )
        return thing.element
    return UNKNOWN


def part(run: Run, thing: ListObject, node: nodes.Subscript, index: nodes.Slice) -> Value:
    """`thing[1:]` of a list."""
    bounds: list[int | None] = []
    for bound in (index.lower, index.upper, index.step):
        constant = None if bound is None else run.evaluate(bound).constant
        number = None if constant is None else constant.value
        if bound is not None and type(number) is not int:
            return run.allocate(node, thing.having((), thing.element).of_some_paths(thing.refs))
        bounds.append(number)
    if thing.rest is not None or bounds[2] == 0:
        return run.allocate(node, thing.having((), thing.element).of_some_paths(thing.refs))
    return run.allocate(node, ListObject(thing.items[slice(*bounds)], None, thing.kind))


def set_item(run: Run, identity: int, index: Value, value: Value, key: object = None) -> None:
    """`thing[index] = value`; `key` as for an item."""
    thing = run.heap.get(identity)
    constant = index.constant
    if isinstance(thing, DictObject):
        if constant is not None:
            run.heap.put(identity, thing.with_entry(constant.value, value))
        else:
            rest = value if thing.rest is None else join(thing.rest, value)
            last = None if key is None else (key, value)
            run.heap.put(identity, DictObject(thing.items, rest, last=last))
    elif isinstance(thing, ListObject):
        either = thing.having((), join(thing.element, value))
        replaced = thing.refs | frozenset(value.refs())  # what stood there may be gone
        run.heap.put(identity, either.of_some_paths(replaced))


# --- strings ----------------------------------------------------------------------------------

_KEPT_SIMPLE = frozenset(
    """lower upper strip lstrip rstrip title capitalize removeprefix removesuffix""".split()
)
# The parts of a text that is split, the pairs of a dictionary, are told apart up to this number.
MOST_PARTS = 64


def text_method(run: Run, atom: Literal, name: str, given: Given) -> Value:
    """Methods of a constant string (or of a Path, which is held as its text)."""
    text = atom.value
    if not isinstance(text, str):
        return UNKNOWN
    where = run.span(given.node)
    of_path = paths.method(run, atom, name, given)
    if of_path is not None:
        return of_path
    if name == "join":
        parts = spread(run, given.value(0) or UNKNOWN) or [UNKNOWN]
        texts = [part.text for part in parts]
        known = [part for part in texts if part is not None]
        length = sum(map(len, known)) + len(text) * len(known)
        fits = len(known) == len(texts) and length <= LONGEST_TEXT + len(text)
        return literal(text.join(known), where) if fits else UNKNOWN
    passed = [value.constant for value in given.every()]
    if any(constant is None for constant in passed):
        return UNKNOWN
    arguments = [constant.value for constant in passed if constant is not None]
    if name == "format":
        return _format(run, text, given, where)
    if name == "replace" and len(arguments) == 2 and all(isinstance(a, str) for a in arguments):
        replaced = _replaced(text, *arguments)
        return UNKNOWN if replaced is None else literal(replaced, where)
    if name in _KEPT_SIMPLE and all(isinstance(part, str) for part in arguments):
        try:
            result = getattr(text, name)(*arguments)
        except (TypeError, ValueError):
            return UNKNOWN
        return literal(result, where)
    if name == "split" and all(isinstance(part, str) for part in arguments):
        try:
            parts = text.split(*arguments)
        except (TypeError, ValueError):
            return UNKNOWN
        if len(parts) > MOST_PARTS:
            return run.allocate(given.node, ListObject((), UNKNOWN))
        values = tuple(literal(part, atom.span) for part in parts)
        return run.allocate(given.node, ListObject(values))
    if name in ("startswith", "endswith") and arguments and isinstance(arguments[0], str):
        return literal(getattr(text, name)(arguments[0]), where)
    return UNKNOWN


def _format(run: Run, text: str, given: Given, where: Span | None) -> Value:
    """`"{}_{name}".format(...)` with plain fields only: a width could grow without bound."""
    result: str | None = text
    for index, (value, _) in enumerate(given.positional):
        constant = value.constant
        if constant is None or ("{}" not in result and f"{{{index}}}" not in result):
            return UNKNOWN
        result = _replaced(result, f"{{{index}}}", str(constant.value))
        if result is None:
            return UNKNOWN
        result = result.replace("{}", str(constant.value), 1)
    for name, (value, _) in given.keywords.items():
        constant = value.constant
        result = None if constant is None else _replaced(result, f"{{{name}}}", str(constant.value))
        if result is None:
            return UNKNOWN
    return UNKNOWN if "{" in result else literal(result, where)


def _replaced(text: str, old: str, new: str) -> str | None:
    """`text.replace(old, new)`, None if that would be too long."""
    longer = text.count(old) * (len(new) - len(old))
    return text.replace(old, new) if len(text) + longer <= LONGEST_TEXT else None
