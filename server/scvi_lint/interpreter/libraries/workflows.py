"""What workflow files give a program: the object `snakemake`, and words of its command line.

A rule names all that its script gets: that is certain where one rule alone runs it. A command in a
script of a shell is one way to run a program: what it gives is possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.families import outside
from scvi_lint.interpreter.domain.holders import Entries, ListObject, Record
from scvi_lint.interpreter.domain.table import Thing
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Literal,
    Ref,
    Value,
    join,
    join_all,
    literal,
)
from scvi_lint.json_values import is_list
from scvi_lint.source.documents.project import WORKFLOW
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes
from scvi_lint.source.workflows.started import Configured, Given, Started, spelled_as

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run

# How a script imports the object that is there all the same.
OBJECT = "snakemake.script.snakemake"
_NAME = "snakemake "  # no name of a program
_MOST_FILES = 8
_MOST_RULES = 8
_PLACES = {"input", "output", "params", "log", "resources"}


def started(run: Run) -> list[tuple[str, Started]]:
    """How workflow files run this program, each with the path of that file."""
    if run.context.load_module is None:
        return []
    found: list[tuple[str, Started]] = []
    for number in range(_MOST_FILES):
        key = (run.main, str(number), WORKFLOW)
        document = run.loaded[key] = run.load(*key)
        if document is None:
            break
        from scvi_lint.source.workflows.reading import started as read

        name = document.path.rpartition("/")[2]
        for one in read(document.cells[0].text, name):
            if spelled_as(one.program, run.main):
                run.documents[document.path] = document
                found.append((document.path, one))
    return found


def snakemake(run: Run, node: nodes.Node) -> Value:
    """The object `snakemake` in a script that rules run."""
    known = run.top.env.get(_NAME)
    if known is None:
        known = run.top.env[_NAME] = _snakemake(run, node)
        run.resumable = run.resumable and run.frame is run.top
    return known


def _snakemake(run: Run, node: nodes.Node) -> Value:
    rules = [(path, one) for path, one in started(run) if one.sections is not None]
    if not rules or len(rules) > _MOST_RULES:
        return UNKNOWN
    made = [
        _Making(run, node, path, f"rule {number}").whole(one)
        for number, (path, one) in enumerate(rules)
    ]
    return join_all(made)


class _Making:
    """From a rule to values of the program."""

    def __init__(self, run: Run, node: nodes.Node, path: str, tag: str) -> None:
        self._run = run
        self._node = node
        self._path = path
        self._tag = tag
        self._number = 0
        self._configuration: Value | None = None

    def whole(self, rule: Started) -> Value:
        self._configuration = self._configured(rule.configuration)
        sections = rule.sections or {}
        entries = {name: self._section(sections.get(name, ())) for name in _PLACES}
        entries["config"] = self._configuration
        threads = sections.get("threads", ())
        entries["threads"] = self._value(threads[0]) if threads else UNKNOWN
        return self._allocate(Record(entries, UNKNOWN))

    def _section(self, given: tuple[Given, ...]) -> Value:
        items: Entries = {}
        for number, one in enumerate(given):
            value = items[number] = self._value(one)
            if one.name is not None:
                items[one.name] = value
        return self._allocate(Record(items, UNKNOWN))

    def _value(self, given: Given) -> Value:
        return self._of(given.value, Span(self._path, 0, given.start, given.end))

    def _of(self, value: object, span: Span) -> Value:
        if value is None or isinstance(value, str | int | float):
            return literal(value, span)
        if is_list(value):
            return self._allocate(ListObject(tuple(self._of(one, span) for one in value)))
        if isinstance(value, Configured):
            return self._entry(value)
        return UNKNOWN

    def _entry(self, wanted: Configured) -> Value:
        """`config["a"]["b"]`."""
        value = self._configuration or UNKNOWN
        for key in wanted.keys:
            atom = value.single
            thing = self._run.heap.get(atom.id) if isinstance(atom, Ref) else None
            value = thing.items.get(key, UNKNOWN) if isinstance(thing, Record) else UNKNOWN
        return value

    def _configured(self, file: str | None) -> Value:
        if file is None:
            return UNKNOWN
        from scvi_lint.interpreter.libraries.configurations import loaded

        return loaded(self._run, self._node, file, attributes=True)

    def _allocate(self, thing: Thing) -> Value:
        self._number += 1
        return self._run.allocate(self._node, thing, f"{self._tag}: {self._number}")


def words(run: Run) -> list[tuple[str, tuple[Given, ...]]]:
    """The words of the command lines that start this program, each with the file they are in."""
    return [(path, one.words) for path, one in started(run) if one.sections is None]


def option(run: Run, names: list[str]) -> list[Literal]:
    """What command lines give for an option of these names."""
    found: list[Literal] = []
    wanted = {name for name in names if name.startswith("-")}
    for path, given in words(run) if wanted else ():
        for number, word in enumerate(given):
            if not isinstance(word.value, str):
                continue
            name, equals, rest = word.value.partition("=")
            if name not in wanted:
                continue
            if equals:
                first = word.start + len(name) + 1
                found.append(Literal(rest, Span(path, 0, first, word.end)))
            elif number + 1 < len(given):
                after = given[number + 1]
                if isinstance(after.value, str) and not after.value.startswith("--"):
                    found.append(Literal(after.value, Span(path, 0, after.start, after.end)))
    return list(dict.fromkeys(found))


def positional(run: Run, number: int) -> list[Literal]:
    """What command lines give as an argument before all options, counted from 0."""
    found: list[Literal] = []
    for path, given in words(run):
        if number < len(given):
            before = given[: number + 1]
            plain = all(
                not isinstance(w.value, str) or w.value[:1] not in ("-", ">") for w in before
            )
            word = given[number]
            if plain and isinstance(word.value, str):
                found.append(Literal(word.value, Span(path, 0, word.start, word.end)))
    return list(dict.fromkeys(found))


def argument(run: Run, index: Value) -> Value:
    """`sys.argv[index]`."""
    constant = index.constant
    number = constant.value if constant is not None else None
    if type(number) is not int or number < 1:
        return UNKNOWN
    said = Value(tuple(positional(run, number - 1)), False)
    return said if said.atoms else outside(f"argv {number}")


def either(value: Value, given: list[Literal]) -> Value:
    """A value, or what command lines give."""
    return join(value, Value(tuple(given), False)) if given else value
