"""Snakemake: which scripts its rules run, and what they are given.

A rule is read line by line, its sections as arguments of Python: constants are taken as they are,
wildcards, functions and all else is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell
from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import parse
from scvi_lint.source.workflows import shell
from scvi_lint.source.workflows.started import UNKNOWN, Configured, Given, Started

_RULE = regex(r"(?m)^([ \t]*)(?:rule|checkpoint)[ \t]*\w*[ \t]*:[^\n]*\n")
_SECTION = regex(r"(?m)^([ \t]+)(\w+)[ \t]*:[ \t]*")
_LINE = regex(r"(?m)^([ \t]*)(?=[^\s#])")
_CONFIGURATION = regex(r"""(?m)^[ \t]*configfile[ \t]*:\s*["']([^"'\n{]+)["']""")
_GIVEN = ("input", "output", "params", "log", "resources", "threads", "wildcards")
_STRING = regex(r"""(?s)[rfbu]{0,2}(\"{3}|'{3}|"|')(.*?)(?<!\\)\1""")
# What Snakemake wraps around a path without changing it.
_WRAPPERS = frozenset({"temp", "protected", "directory", "ancient", "touch", "local", "report"})
_MOST_RULES = 300
_OPENING = "_("


def started(text: str) -> list[Started]:
    """The programs that the rules of a Snakefile run."""
    configuration = _CONFIGURATION.search(text)
    file = None if configuration is None else configuration[1]
    found: list[Started] = []
    for number, rule in enumerate(_RULE.finditer(text)):
        if number >= _MOST_RULES:
            break
        sections = dict(_sections(text, rule.end(), len(rule[1].expandtabs())))
        given = {name: _arguments(text, *sections[name]) for name in _GIVEN if name in sections}
        for name in ("script", "notebook"):
            told = _arguments(text, *sections[name]) if name in sections else ()
            if told and isinstance(told[0].value, str):
                found.append(Started(told[0].value, (), given, file))
        if "shell" in sections:
            start, end = sections["shell"]
            command = " " * start + strings_alone(text[start:end])
            found += shell.of_template(command, start, end, _filled(given))
    return found


def configuration(text: str) -> str | None:
    """The file that a Snakefile reads its configuration from."""
    found = _CONFIGURATION.search(text)
    return None if found is None else found[1]


def strings_alone(text: str) -> str:
    """What stands in strings, where it stands; all else is blank."""
    parts: list[str] = []
    place = 0
    for one in _STRING.finditer(text):
        parts.append(" " * (one.start() - place))
        quotes = len(one[1])
        parts.append(" " * (len(one[0]) - len(one[2]) - quotes) + one[2] + " " * quotes)
        place = one.end()
    return "".join(parts) + " " * (len(text) - place)


def _sections(text: str, start: int, outer: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The sections of a rule whose body begins at `start`: where the content of each stands."""
    name = ""
    content = inner = -1
    for line in _LINE.finditer(text, start):
        depth = len(line[1].expandtabs())
        if depth <= outer:
            if name:
                yield name, (content, line.start())
            return
        if inner < 0:
            inner = depth
        section = _SECTION.match(text, line.start())
        if depth == inner and section is not None:
            if name:
                yield name, (content, line.start())
            name, content = section[2], section.end()
    if name:
        yield name, (content, len(text))


def _arguments(text: str, start: int, end: int) -> tuple[Given, ...]:
    """The arguments that a section holds."""
    body = parse(Cell(0, "code", f"{_OPENING}{text[start:end]}\n)")).body
    call = getattr(body[0], "value", None) if len(body) == 1 else None
    if not isinstance(call, nodes.Call):
        return ()
    shift = start - len(_OPENING)
    found: list[Given] = []
    for one in call.arguments:
        value = UNKNOWN if one.stars else _value(one.value)
        found.append(Given(value, one.value.start + shift, one.value.end + shift, one.keyword))
    return tuple(found)


def _value(node: object) -> object:
    """A constant without wildcards, a list of them, an entry of the configuration."""
    if isinstance(node, nodes.Constant):
        text = node.value if isinstance(node.value, str) else ""
        return UNKNOWN if "{" in text else node.value
    if isinstance(node, nodes.Call) and isinstance(node.function, nodes.Name):
        wrapped = node.function.id in _WRAPPERS and bool(node.arguments)
        return _value(node.arguments[0].value) if wrapped else UNKNOWN
    if isinstance(node, nodes.ListExpr | nodes.TupleExpr):
        return [_value(item) for item in node.items]
    keys: list[object] = []
    while isinstance(node, nodes.Subscript):
        if not isinstance(node.index, nodes.Constant):
            return UNKNOWN
        keys.append(node.index.value)
        node = node.value
    if keys and isinstance(node, nodes.Name) and node.id == "config":
        return Configured(tuple(reversed(keys)))
    return UNKNOWN


def _filled(given: dict[str, tuple[Given, ...]]) -> dict[str, str | None]:
    """What `{input}`, `{input.data}`, `{output[0]}` of a command are filled with."""
    fills: dict[str, str | None] = {}
    for section, entries in given.items():
        texts = [one.value if isinstance(one.value, str) else None for one in entries]
        if len(entries) == 1:
            fills[section] = texts[0]
        for number, (entry, text) in enumerate(zip(entries, texts, strict=True)):
            fills[f"{section}[{number}]"] = text
            if entry.name is not None:
                fills[f"{section}.{entry.name}"] = text
    return fills
