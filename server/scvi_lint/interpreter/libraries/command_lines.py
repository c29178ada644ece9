"""Command lines: what argparse, click and typer give a program by default, and what they let pass.

A default is what an argument is if nobody gives another: it is possible, never certain. Choices
are all that it can be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.definitions import Frame, Function, UserClass
from scvi_lint.interpreter.domain.families import as_path, outside
from scvi_lint.interpreter.domain.holders import DictObject, Instance, ListObject
from scvi_lint.interpreter.domain.values import (
    NONE,
    UNKNOWN,
    Literal,
    Ref,
    Symbol,
    Value,
    join,
    literal,
    one,
    opened,
)
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.libraries import workflows
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

_CONVERT: dict[str, type[int | float | str]] = {
    "builtins.int": int,
    "builtins.float": float,
    "builtins.str": str,
}
_NOWHERE = ("", 0)
_COUNT = "positional so far"  # no name of an option
_PATH = "pathlib.Path"


def _stub(name: str) -> UserClass:
    return UserClass(nodes.ClassDef(0, 0, name, 0, 0, (), (), ()), Frame(None), _NOWHERE, ())


# A parser is an object whose attributes are the options that were added to it so far.
_PARSER = _stub("ArgumentParser")
_NAMESPACE = _stub("Namespace")
_GROUPS = frozenset({"add_argument_group", "add_mutually_exclusive_group"})


def is_parser(thing: Instance) -> bool:
    return thing.cls is _PARSER


def _parser(run: Run, given: Given) -> Value:
    whole = not ({"parents", "argument_default"} & given.keywords.keys() or given.open)
    return run.allocate(given.node, Instance(_PARSER, {}, whole), "parser")


def method(run: Run, identity: int, thing: Instance, name: str, given: Given) -> Value:
    """What a method of a parser does, and gives."""
    if name == "add_argument":
        _add(run, identity, thing, given)
        return UNKNOWN
    if name in _GROUPS:
        return one(Ref(identity))
    if name == "set_defaults":
        told = {key: opened(value) for key, (value, _) in given.keywords.items()}
        run.heap.put(identity, thing.having(told))
        return NONE
    if name in ("parse_args", "parse_known_args", "parse_intermixed_args"):
        options = {key: value for key, value in thing.attributes.items() if key != _COUNT}
        held = Instance(_NAMESPACE, options, thing.known)
        parsed = run.allocate(given.node, held, "namespace")
        if name != "parse_known_args":
            return parsed
        return run.allocate(given.node, ListObject((parsed, UNKNOWN), None, "tuple"), "pair")
    if name == "add_subparsers":  # each of them has options of its own
        run.heap.put(identity, Instance(_PARSER, dict(thing.attributes), False))
    return UNKNOWN


def _add(run: Run, identity: int, thing: Instance, given: Given) -> None:
    names = [value.text for value, _ in given.positional]
    if given.open or not names or None in names:
        run.heap.put(identity, Instance(_PARSER, dict(thing.attributes), False))
        return
    known = [name for name in names if name is not None]
    chosen = next((name for name in known if name.startswith("--")), known[0])
    name = given.text(-1, "dest") or chosen.lstrip("-").replace("-", "_")
    told = {name: _value(run, given)}
    if _is_text(given):
        told[name] = outside(f"{identity}:{name}", told[name])
        if _is_path(given):
            told[name] = as_path(told[name])
    if known[0].startswith("-"):
        said = workflows.option(run, known)
    else:
        before = thing.attributes.get(_COUNT, literal(0)).constant
        number = 0 if before is None else before.value
        told[_COUNT] = literal(number + 1)
        said = workflows.positional(run, number)
    told[name] = _with(told[name], said, given)
    run.heap.put(identity, thing.having(told))


def _is_text(given: Given) -> bool:
    """Whether an option is some text: a name, or a path."""
    kind, choices = given.value(-1, "type"), given.value(-1, "choices")
    atom = None if kind is None else kind.single
    path = atom.path if isinstance(atom, Symbol) else ""
    plain = "nargs" not in given.keywords and given.text(-1, "action") in (None, "store")
    return plain and choices is None and (kind is None or path in ("builtins.str", _PATH))


def _is_path(given: Given) -> bool:
    """Whether what the command line says becomes a Path; what is no option is never None."""
    kind = given.value(-1, "type")
    atom = None if kind is None else kind.single
    usual = given.text(-1, "default") if "default" in given.keywords else None
    said = bool(given.is_true("required")) or not _is_option(given) or usual is not None
    return isinstance(atom, Symbol) and atom.path == _PATH and said


def _with(usual: Value, said: list[Literal], given: Given) -> Value:
    """What an option is by default, or by a command line of the project."""
    if usual.closed and given.value(-1, "choices") is not None:
        return usual
    if "nargs" in given.keywords or given.text(-1, "action") not in (None, "store"):
        return usual
    kind = given.value(-1, "type")
    found = [_converted(literal(one.value, one.span), kind) for one in said]
    return workflows.either(
        usual, [one.constant for one in found if one is not None and one.constant is not None]
    )


def _value(run: Run, given: Given) -> Value:
    """What an option may be."""
    default = given.value(-1, "default")
    action = given.text(-1, "action") if "action" in given.keywords else "store"
    if action in ("store_true", "store_false"):
        usual = action == "store_false"
        return Value((Literal(usual), Literal(not usual)), True)
    if action != "store":
        return UNKNOWN if default is None else opened(default)
    usual = None if default is None else _converted(default, given.value(-1, "type"))
    choices = _choices(run, given.value(-1, "choices"))
    if choices is None or "nargs" in given.keywords:
        # Who gives no default, or None, waits for what the user says.
        return UNKNOWN if usual is None or usual.is_literal(None) else opened(usual)
    is_given = given.is_true("required") is True or not _is_option(given)
    atoms = choices if usual is None or is_given else [*usual.atoms, *choices]
    closed = is_given or (usual is not None and usual.closed)
    return Value(tuple(dict.fromkeys(atoms)), closed)


def _is_option(given: Given) -> bool:
    first = given.text(0)
    return first is not None and first.startswith("-")


def _choices(run: Run, value: Value | None) -> list[Literal] | None:
    items = None if value is None else spread(run, value)
    found = [item.constant for item in items or ()]
    return [one for one in found if one is not None] if found and None not in found else None


def _converted(value: Value, kind: Value | None) -> Value | None:
    """A default as `type=` makes it of a string; None where that is not known."""
    constant = value.constant
    if kind is None or constant is None or not isinstance(constant.value, str):
        return value
    atom = kind.single
    convert = _CONVERT.get(atom.path) if isinstance(atom, Symbol) else None
    if convert is None:
        return as_path(value) if isinstance(atom, Symbol) and atom.path == _PATH else None
    try:
        return literal(convert(constant.value), constant.span)
    except ValueError:
        return None


def _vars(run: Run, given: Given) -> Value:
    """`vars(args)`: the options by name."""
    value = given.value(0)
    atom = None if value is None else value.single
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if not isinstance(thing, Instance) or thing.cls is not _NAMESPACE:
        return UNKNOWN
    rest = None if thing.known else UNKNOWN
    return run.allocate(given.node, DictObject(dict(thing.attributes), rest), "vars")


def _environment(run: Run, given: Given) -> Value:
    """`os.environ.get("KEY", "batch")`: what it is if nobody sets the variable."""
    default = given.value(1, "default")
    constant = None if default is None else default.constant
    known = default is not None and constant is not None and constant.value is not None
    usual = opened(default) if known and default is not None else None
    name = given.text(0, "key")
    if name is None or (usual is None and default is not None and constant is None):
        return UNKNOWN if usual is None else usual
    return outside(f"${name}", usual)


def environment(index: Value) -> Value:
    """`os.environ[index]`."""
    return UNKNOWN if index.text is None else outside(f"${index.text}")


def _typer(run: Run, given: Given) -> Value:
    """`typer.Option("batch")` as the default of a parameter."""
    default = given.value(0, "default")
    constant = None if default is None else default.constant
    return UNKNOWN if default is None or constant is None else opened(default)


def click_default(run: Run, function: Function, name: str) -> Value | None:
    """What a decorator of click gives a parameter, None if there is none."""
    said = Value(tuple(_click_said(run, function, name)), False)
    usual = _click_default(run, function, name)
    if not said.atoms or (usual is not None and usual.closed):
        return usual
    return said if usual is None else join(usual, said)


def _click_said(run: Run, function: Function, name: str) -> list[Literal]:
    """What command lines give for a parameter, where a decorator of click names the option."""
    outer = run.frame
    run.frame = function.frame
    try:
        for call in _options(run, function, name):
            given = [run.evaluate(one.value).text for one in call.arguments if not one.keyword]
            kinds = [one.value for one in call.arguments if one.keyword == "type"]
            kind = run.evaluate(kinds[0]) if kinds else None
            said = workflows.option(run, [text for text in given if text])
            found = [_converted(literal(one.value, one.span), kind) for one in said]
            return [one.constant for one in found if one is not None and one.constant is not None]
    finally:
        run.frame = outer
    return []


def _click_default(run: Run, function: Function, name: str) -> Value | None:
    outer = run.frame
    run.frame = function.frame
    try:
        for call in _options(run, function, name):
            keywords = {one.keyword: one.value for one in call.arguments if one.keyword}
            choices = _click_choices(run, keywords.get("type"))
            usual = run.evaluate(keywords["default"]) if "default" in keywords else None
            if choices is not None:
                atoms = choices if usual is None else [*usual.atoms, *choices]
                required = keywords.get("required")
                is_given = required is not None and run.evaluate(required).is_literal(True)
                closed = is_given or (usual is not None and usual.closed)
                return Value(tuple(dict.fromkeys(atoms)), closed)
            if usual is not None and not usual.is_literal(None):
                return opened(usual)
    finally:
        run.frame = outer
    return None


def _options(run: Run, function: Function, name: str) -> Iterator[nodes.Call]:
    for decorator in getattr(function.node, "decorators", ()):
        if not isinstance(decorator, nodes.Call):
            continue
        atom = run.evaluate(decorator.function).single
        path = atom.path if isinstance(atom, Symbol) else ""
        if path not in ("click.option", "click.argument"):
            continue
        given = [run.evaluate(one.value).text for one in decorator.arguments if not one.keyword]
        names = [text for text in given if text]
        plain = [text for text in names if text.isidentifier()]
        long = [text for text in names if text.startswith("--")]
        chosen = (plain or long or names or [""])[0].lstrip("-").partition("/")[0]
        if chosen.replace("-", "_").lower() == name:
            yield decorator


def _click_choices(run: Run, kind: nodes.Expr | None) -> list[Literal] | None:
    if not isinstance(kind, nodes.Call) or not kind.arguments:
        return None
    atom = run.evaluate(kind.function).single
    if not isinstance(atom, Symbol) or atom.path != "click.Choice":
        return None
    return _choices(run, run.evaluate(kind.arguments[0].value))


FUNCTIONS = {
    "argparse.ArgumentParser": _parser,
    "builtins.vars": _vars,
    "os.environ.get": _environment,
    "os.getenv": _environment,
    "typer.Option": _typer,
    "typer.Argument": _typer,
}
