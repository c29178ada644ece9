"""Configurations: YAML, JSON and TOML as values, each with its place in the text.

They are read for what a program will get of them, by the rules of the libraries that programs read
them with: `1e-3` without a point is a string in YAML. Nothing is constructed: of YAML only nodes
are asked for. What is too large or too deep, or says one thing many times through its anchors, is
not read at all.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Union

from scvi_lint.config.toml import NotToml, parse
from scvi_lint.json_values import Json, Scalar
from scvi_lint.regex import regex

if TYPE_CHECKING:
    import yaml

SUFFIXES = (".yaml", ".yml", ".json", ".toml")
MOST_CHARACTERS = 32 << 10
# So many values are taken, through all anchors, so deep.
_MOST_VALUES = 5_000
_DEEPEST = 20
_TAG = "tag:yaml.org,2002:"
_PLAIN = frozenset({"str", "int", "float", "bool", "null"})
_BRACKET = regex(r"[\[\]{}]")
_TOML_KEY = regex(r"""(?m)^[ \t]*(?:"([^"\n]*)"|([\w.-]+))[ \t]*=[ \t]*([^\n]*)""")


class Unknown:
    """Stands for a value that is not known: a date, what is filled in later."""


UNKNOWN = Unknown()


# A constant, UNKNOWN, or a dictionary or a list of entries.
Configured = Union[Scalar, Unknown, "dict[Scalar, Entry]", "list[Entry]"]


class Entry(NamedTuple):
    """A value: a constant, UNKNOWN, a dictionary or a list of entries; and where it is written."""

    value: Configured
    start: int
    end: int


class _TooMuch(Exception):
    """It is more than any configuration."""


@lru_cache(maxsize=32)
def read(text: str, suffix: str) -> Entry | None:
    """The configuration as a whole, None where it cannot be read."""
    if len(text) > MOST_CHARACTERS or _is_nested(text):
        return None
    try:
        return _toml(text) if suffix == ".toml" else _yaml(text, suffix == ".json")
    except (_TooMuch, NotToml, RecursionError, ValueError):
        return None


def _is_nested(text: str) -> bool:
    """Whether brackets are open within brackets deeper than in any configuration, which would keep
    the parser busy."""
    depth = 0
    for found in _BRACKET.finditer(text):
        depth = max(depth + (1 if found[0] in "[{" else -1), 0)
        if depth > _DEEPEST:
            return True
    return False


def _yaml(text: str, strict: bool) -> Entry | None:
    import yaml

    try:
        if strict:
            json.loads(text)
            text = text.replace("\t", " ")  # which YAML does not take; all places stay
        node = yaml.SafeLoader(text).get_single_node()
    except yaml.YAMLError:
        return None
    return None if node is None else _Reading(strict).entry(node, 0)


class _Reading:
    """From nodes to entries."""

    def __init__(self, strict: bool) -> None:
        self._strict = strict
        self._values = 0

    def entry(self, node: yaml.Node, depth: int) -> Entry:
        import yaml

        self._values += 1
        if self._values > _MOST_VALUES or depth > _DEEPEST:
            raise _TooMuch
        value: Configured = UNKNOWN
        if isinstance(node, yaml.MappingNode) and node.tag == _TAG + "map":
            entries: dict[Scalar, Entry] = {}
            value = entries
            for key, inner in node.value:
                name = self.entry(key, depth + 1).value
                if isinstance(name, Unknown | dict | list):
                    raise _TooMuch  # `<<`, or what is no key elsewhere
                entries[name] = self.entry(inner, depth + 1)
        elif isinstance(node, yaml.SequenceNode) and node.tag == _TAG + "seq":
            value = [self.entry(inner, depth + 1) for inner in node.value]
        elif isinstance(node, yaml.ScalarNode):
            value = self._scalar(node)
        return Entry(value, node.start_mark.index, node.end_mark.index)

    def _scalar(self, node: yaml.ScalarNode) -> Scalar | Unknown:
        kind = node.tag.removeprefix(_TAG)
        if self._strict and node.style is None:
            return json.loads(node.value)
        if kind not in _PLAIN or "${" in node.value:
            return UNKNOWN
        if kind == "str":
            return node.value
        return _constructed(kind, node)


def _constructed(kind: str, node: yaml.ScalarNode) -> Scalar:
    """The constant that a scalar of a plain kind is."""
    from yaml.constructor import SafeConstructor

    return getattr(SafeConstructor(), f"construct_yaml_{kind}")(node)


def _toml(text: str) -> Entry | None:
    places: dict[str, tuple[int, int]] = {}
    for found in _TOML_KEY.finditer(text):
        name = (found[1] or found[2]).rpartition(".")[2]
        # A name that stands twice is not told apart.
        places[name] = (found.start(3), found.end(3)) if name not in places else (0, 0)
    return _told(parse(text.encode()), places, (0, 0), 0)


def _told(
    value: Json, places: dict[str, tuple[int, int]], place: tuple[int, int], depth: int
) -> Entry:
    if depth > _DEEPEST:
        raise _TooMuch
    told: Configured = UNKNOWN
    if isinstance(value, dict):
        told = {
            key: _told(inner, places, places.get(key, (0, 0)), depth + 1)
            for key, inner in value.items()
        }
    elif isinstance(value, list):
        told = [_told(inner, places, place, depth + 1) for inner in value]
    elif isinstance(value, str | int | float | bool):
        told = value
    return Entry(told, *place)
