"""Configurations that a program loads: `yaml.safe_load(open("config.yaml"))` and its like.

A file of the project becomes the dictionaries and lists that the program gets, and each constant
knows its place in that file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.definitions import Function
from scvi_lint.interpreter.domain.holders import DictObject, ListObject, Record
from scvi_lint.interpreter.domain.table import Thing
from scvi_lint.interpreter.domain.values import (
    NONE,
    UNKNOWN,
    Literal,
    OpenFile,
    Ref,
    Symbol,
    Value,
    literal,
    one,
    opened,
)
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.json_values import Scalar
from scvi_lint.source.documents.project import TEXT
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run
    from scvi_lint.interpreter.libraries.configuration_files import Entry

_MOST_FILES = 8


def open_file(run: Run, given: Given) -> Value:
    """`open(path)`, for reading."""
    path, mode = given.text(0, "file"), given.value(1, "mode")
    if path is None or given.open or (mode is not None and (mode.text or "w")[0] != "r"):
        return UNKNOWN
    return one(OpenFile(path))


def method(atom: OpenFile, name: str) -> Value:
    """What a method of an open file gives: `f.read()` is its text."""
    return one(atom) if name in ("read", "__enter__") else UNKNOWN


def load(run: Run, given: Given) -> Value:
    """`yaml.safe_load(f)`, `json.load(f)`, `tomllib.load(f)`: of an open file, or of its text."""
    value = given.value(0, "stream", "fp", "s")
    atom = None if value is None else value.single
    if isinstance(atom, Literal) and isinstance(atom.value, str):
        return _spelled(run, given.node, atom)
    return loaded(run, given.node, atom.path) if isinstance(atom, OpenFile) else UNKNOWN


def _spelled(run: Run, node: nodes.Node, text: Literal) -> Value:
    """`json.loads('{"max_epochs": 20}')`: what the program itself spells out."""
    from scvi_lint.interpreter.libraries.configuration_files import read

    entry = read(text.value, ".json" if text.value.lstrip().startswith(("{", "[")) else ".yaml")
    place = text.span or run.span(node)
    return UNKNOWN if entry is None else _Making(run, node, "", False, False, place).value(entry)


def load_path(run: Run, given: Given) -> Value:
    """`toml.load(path)`: of an open file, or of a path."""
    path = given.text(0, "f", "file_")
    return load(run, given) if path is None else loaded(run, given.node, path)


def load_omega(run: Run, given: Given) -> Value:
    """`OmegaConf.load(path)`: dictionaries whose entries are attributes, too."""
    path = given.text(0, "file_")
    return UNKNOWN if path is None else loaded(run, given.node, path, attributes=True)


def loaded(
    run: Run, node: nodes.Node, path: str, *, attributes: bool = False, possible: bool = False
) -> Value:
    """What a configuration holds; with `attributes`, its entries are attributes as well. What is
    only `possible` may be given otherwise."""
    from scvi_lint.interpreter.libraries.configuration_files import read

    key = (run.main, path, TEXT)
    texts = {name for _, name, level in run.loaded if level == TEXT}
    if run.context.load_module is None or (path not in texts and len(texts) >= _MOST_FILES):
        return UNKNOWN
    document = run.loaded[key] = run.load(run.main, path, TEXT)
    if document is None:
        return UNKNOWN
    run.documents[document.path] = document
    text = document.cells[0].text
    entry = read(text, "." + path.rpartition(".")[2].lower())
    if entry is None:
        return UNKNOWN
    return _Making(run, node, document.path, attributes, possible).value(entry)


def of_hydra(run: Run, function: Function) -> Value | None:
    """What `@hydra.main(config_path=…, config_name=…)` gives a function: the configuration with
    those that its list of defaults names. The command line may say otherwise: all is possible."""
    for decorator in getattr(function.node, "decorators", ()):
        if not isinstance(decorator, nodes.Call):
            continue
        atom = run.evaluate(decorator.function).single
        if not isinstance(atom, Symbol) or atom.path != "hydra.main":
            continue
        told = {one.keyword: run.evaluate(one.value).text for one in decorator.arguments}
        folder, name = told.get("config_path") or ".", told.get("config_name")
        return None if name is None else _composed(run, function, folder, name)
    return None


def _composed(run: Run, function: Function, folder: str, name: str) -> Value | None:
    stem = posixpath.normpath(f"{folder}/{name.removesuffix('.yaml')}")
    value = loaded(run, function.node, f"{stem}.yaml", attributes=True, possible=True)
    atom = value.single
    whole = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if not isinstance(atom, Ref) or not isinstance(whole, Record):
        return None
    entries = dict(whole.items)
    for item in spread(run, entries.pop("defaults", NONE)) or ():
        chosen = item.single
        group = run.heap.get(chosen.id) if isinstance(chosen, Ref) else None
        for key, option in group.items.items() if isinstance(group, Record) else ():
            said = option.atoms[0] if len(option.atoms) == 1 else None
            if isinstance(key, str) and isinstance(said, Literal) and isinstance(said.value, str):
                place = posixpath.normpath(f"{folder}/{key}/{said.value}.yaml")
                inner = loaded(run, function.node, place, attributes=True, possible=True)
                # What the configuration itself says of a group comes on top, or below.
                entries[key] = UNKNOWN if key in entries else inner
    run.heap.put(atom.id, Record(entries, UNKNOWN))
    return value


class _Making:
    """From the entries of a configuration to values of the program."""

    def __init__(
        self,
        run: Run,
        node: nodes.Node,
        path: str,
        attributes: bool,
        possible: bool,
        place: Span | None = None,
    ) -> None:
        self._place = place  # where all of it stands, if that is no file
        self._run = run
        self._possible = possible
        self._node = node
        self._path = path
        self._attributes = attributes
        self._number = 0

    def value(self, entry: Entry) -> Value:
        inner = entry.value
        if isinstance(inner, dict):
            return self._mapping(inner)
        if isinstance(inner, list):
            return self._allocate(ListObject(tuple(self.value(one) for one in inner)))
        if inner is None or isinstance(inner, str | int | float):
            place = self._place or Span(self._path, 0, entry.start, entry.end)
            value = literal(inner, place)
            return opened(value) if self._possible else value
        return UNKNOWN

    def _mapping(self, entries: Mapping[Scalar, Entry]) -> Value:
        items = {key: self.value(one) for key, one in entries.items()}
        return self._allocate(Record(items) if self._attributes else DictObject(items))

    def _allocate(self, thing: Thing) -> Value:
        self._number += 1
        return self._run.allocate(self._node, thing, f"{self._path} {self._number}")


FUNCTIONS = {
    "builtins.open": open_file,
    "io.open": open_file,
    "json.load": load,
    "json.loads": load,
    "yaml.safe_load": load,
    "yaml.full_load": load,
    "yaml.load": load,
    "tomllib.load": load,
    "tomllib.loads": load,
    "tomli.load": load,
    "tomli.loads": load,
    "toml.load": load_path,
    "toml.loads": load,
    "omegaconf.OmegaConf.load": load_omega,
}
