"""The places of a program that a reader points at when scvi-tools is not understood.

Found in the text alone, not by asking the server: what it says nothing of is to be found here, too.
Also, what must be true of the words that stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from scvi_lint.ide.resolve import Resolver
from scvi_lint.ide.statements import walk
from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.words import choices, chosen, columns
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.parser import nodes
from scvi_lint.source.reading import Unreadable, read_document

SHORTEST, LONGEST, SHINGLE = 60, 700, 6

_MONITORS = {"monitor", "early_stopping_monitor", "checkpointing_monitor", "lr_scheduler_metric"}
_NESTED = {
    "plan_kwargs",
    "trainer_kwargs",
    "datasplitter_kwargs",
    "train_kwargs",
    "vae_plan_kwargs",
}
_REGISTERED = re.compile(r"(?:_key|_keys|layer|groupby|_category)$")
# Names that half the libraries of the field have, too: only of a model is it meant here.
_COMMON = {"train", "save", "load", "predict", "history", "adata", "fit", "device", "module"}
_CHOICES = {name.partition(".")[0] for name in choices.WORDS} - {"mode", "library_size"}


class Pointed(NamedTuple):
    """A place: what kind of thing, which, in which cell, and where in it."""

    kind: str
    word: str
    cell: int
    offset: int


@cache
def _classes() -> frozenset[str]:
    known = catalogue()
    found = {cls.name for name in known.releases for cls in known.api(name).classes()}
    return frozenset(found)


@cache
def _methods() -> frozenset[str]:
    known = catalogue()
    every = (cls for name in known.releases[::6] for cls in known.api(name).models())
    return frozenset(name for cls in every for name in cls.methods() if name[0] != "_")


def read(path: str, data: bytes) -> Document | None:
    """The program in a file, None for what is none."""
    try:
        document = read_document(path, data)
    except Unreadable:
        return None
    return document if any("scvi" in cell.text for cell in document.cells) else None


def places(document: Document) -> Iterator[Pointed]:
    """Every place of a program that is worth a sentence."""
    cells = [cell for cell in document.cells if cell.is_python]
    resolver = Resolver(document, catalogue().api(catalogue().newest), None)
    text = "".join(cell.text for cell in cells)
    models = set(_of_models(cells, resolver))
    tables = "differential_" in text
    dictionaries = _handed_on(cells)
    for cell in cells:
        for node in walk(cell):
            for kind, word, at in _at(node, resolver, models, tables, dictionaries):
                yield Pointed(kind, word, cell.index, at)


def _of_models(cells: list[Cell], resolver: Resolver) -> Iterator[str]:
    """The names that are bound to what a class of scvi-tools made."""
    for cell in cells:
        for node in walk(cell):
            if not isinstance(node, nodes.Assign) or not isinstance(node.value, nodes.Call):
                continue
            path = resolver.path(node.value.function)
            if path.startswith("scvi.") and any(part in _classes() for part in path.split(".")):
                yield from (one.id for one in node.targets if isinstance(one, nodes.Name))


def _handed_on(cells: list[Cell]) -> set[str]:
    """The names of the dictionaries that are given to `plan_kwargs` and its like."""
    found = set(_NESTED)
    for cell in cells:
        for node in walk(cell):
            named = isinstance(node, nodes.Argument) and node.keyword in _NESTED
            if named and isinstance(node.value, nodes.Name):
                found.add(node.value.id)
    return found


def _at(
    node: nodes.Node, resolver: Resolver, models: set[str], tables: bool, dictionaries: set[str]
) -> Iterator[tuple[str, str, int]]:
    if isinstance(node, (nodes.Name, nodes.Attribute)):
        yield from _symbol(node, resolver)
    if isinstance(node, nodes.Call) and _is_ours(node, resolver, models):
        yield from _call(node, resolver, models)
    if isinstance(node, nodes.Call):
        yield from _monitor(node)
    if isinstance(node, nodes.Subscript):
        yield from _subscript(node, tables)
    if isinstance(node, nodes.Argument) and node.keyword in _NESTED:
        yield from _keys("plan key", node.value)
    if isinstance(node, nodes.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        if isinstance(target, nodes.Name) and target.id in dictionaries:
            yield from _keys("plan key", node.value)


def _symbol(
    node: nodes.Name | nodes.Attribute, resolver: Resolver
) -> Iterator[tuple[str, str, int]]:
    path = resolver.path(node)
    name = path.rpartition(".")[2]
    at = node.name_start if isinstance(node, nodes.Attribute) else node.start
    if path.startswith("scvi.settings."):
        yield "setting", name, at
    elif path.startswith("scvi.") and name in _classes():
        yield "class", name, at


def _is_ours(call: nodes.Call, resolver: Resolver, models: set[str]) -> bool:
    path = resolver.path(call.function)
    if path:
        return path.startswith("scvi.")
    function = call.function
    if not isinstance(function, nodes.Attribute) or function.attr not in _methods():
        return False
    owner = function.value
    named = isinstance(owner, nodes.Name) and owner.id in models
    return named or function.attr not in _COMMON


def _call(call: nodes.Call, resolver: Resolver, models: set[str]) -> Iterator[tuple[str, str, int]]:
    function = call.function
    name = resolver.path(function).rpartition(".")[2]
    if isinstance(function, nodes.Attribute) and function.attr in _methods():
        name = function.attr
        yield "method", name, function.name_start
    elif name and name[0].islower() and "._" not in resolver.path(function):
        at = function.name_start if isinstance(function, nodes.Attribute) else function.start
        yield "function", name, at
    for argument in call.arguments:
        keyword = argument.keyword
        if keyword is None:
            continue
        yield "keyword", f"{name}({keyword})", argument.start
        for text in _strings(argument.value):
            if keyword in _CHOICES or (keyword == "mode" and name.startswith("differential_")):
                yield "choice", f"{keyword}={text.value}", text.start + 1
            elif name.startswith("setup_") and _REGISTERED.search(keyword):
                yield "registered", f"{keyword}={text.value}", text.start + 1


def _monitor(call: nodes.Call) -> Iterator[tuple[str, str, int]]:
    for argument in call.arguments:
        if argument.keyword in _MONITORS:
            for text in _strings(argument.value):
                yield "monitor", str(text.value), text.start + 1


def _subscript(node: nodes.Subscript, tables: bool) -> Iterator[tuple[str, str, int]]:
    owner = node.value
    for text in _strings(node.index):
        if isinstance(owner, nodes.Attribute) and owner.attr == "history":
            yield "history key", str(text.value), text.start + 1
        elif tables and text.value in columns.WORDS and text.value != "comparison":
            on_obs = isinstance(owner, nodes.Attribute) and owner.attr in ("obs", "var", "uns")
            if not on_obs and "1" not in str(text.value)[:0]:
                yield "column", str(text.value), text.start + 1


def _keys(kind: str, node: nodes.Expr) -> Iterator[tuple[str, str, int]]:
    if isinstance(node, nodes.DictExpr):
        for key, _ in node.pairs:
            if isinstance(key, nodes.Constant) and isinstance(key.value, str):
                yield kind, key.value, key.start + 1
    if isinstance(node, nodes.Call) and isinstance(node.function, nodes.Name):
        for argument in node.arguments if node.function.id == "dict" else ():
            if argument.keyword is not None:
                yield kind, argument.keyword, argument.start


def _strings(node: nodes.Expr | None) -> Iterator[nodes.Constant]:
    items = node.items if isinstance(node, (nodes.ListExpr, nodes.TupleExpr)) else (node,)
    for item in items:
        if isinstance(item, nodes.Constant) and isinstance(item.value, str):
            yield item


# --- what must be true of what stands there ---------------------------------------------------

_BLOCK = re.compile(r"```.*?```", re.DOTALL)
_RELEASE = re.compile(r"^scvi-tools \d.*$", re.MULTILINE)
_ROUTES = re.compile(r"^→.*$", re.MULTILINE)
_FACTS = re.compile(r"^(?:one of|default|must be given|taken by|since) .*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
# What happens to the data, which shape or scale something has, or what goes wrong with it.
_EFFECT = re.compile(
    r"""\b(?:remov|correct|decod|predict|train|learn|fit|scal|smooth|mix|draw|drawn|kept|keep|drop
    |count|compar|merg|impute|denois|encod|mov|chang|replac|chosen|choos|select|mask|split|divid
    |registe?r|read|writ|written|sav|load|download|stop|end|train|weigh|pull|separate|rank|mark
    |sum|averag|steer|shape|differ|improve|rise|fall|mapp?|label|simulat|transform|steadi|seed)""",
    re.VERBOSE | re.IGNORECASE,
)
_SHAPE = re.compile(
    r"""×|\d|\b(?:cells?|genes?|peaks?|spots?|rows?|columns?|tables?|arrays?|lists?|dictionary|unit
    |numbers?|shares?|fractions?|probabilit(?:y|ies)|log2?|counts?|positive|object|folder|text
    |position|mean|median|variance|dimensions?|epochs?|minibatch(?:es)?|cell)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"""\b(?:raise[sd]?|\w*Error|NaN|wrong|fails?|refused?|ignored|lost|no|not|never|cannot|too|only
    |nothing|without|distrust|noisy?|misspelled|vanish|badly|seldom|rarely|instead|or|unless)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Words that any two sentences share.
_COMMON_WORDS = frozenset(
    """about after again alone also been before both does each else every from have here into itself
    kind like made more most much must none once ones only other over same some such than that their
    them then there these they this those under used uses what when where whether which while whose
    with without""".split()
)


def prose(hover: str) -> str:
    """The sentences of a hover: without signature, release and links."""
    text = _BLOCK.sub("", hover)
    for line in (_RELEASE, _ROUTES, _FACTS):
        text = line.sub("", text)
    return " ".join(_LINK.sub(r"\1", text).split())


def faults(hover: str) -> list[str]:
    """What is wrong with a hover by itself."""
    text = prose(hover)
    found = [] if "](http" in hover else ["no page"]
    if not SHORTEST <= len(text) <= LONGEST:
        found.append(f"{len(text)} characters")
    if not any(one.search(text) for one in (_EFFECT, _SHAPE, _TROUBLE)):
        found.append("tells no effect, no shape or scale, nothing that goes wrong")
    return found


def thing(place: Pointed) -> str:
    """What a place is about: the argument, whoever takes it and whatever it is given."""
    word = place.word.rpartition("(")[2].removesuffix(")")
    argument, _, value = word.partition("=")
    if place.kind == "registered" or (place.kind == "choice" and not chosen(argument, value)):
        return argument
    return word.removesuffix("_epoch").removesuffix("_step")


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text that carry meaning."""
    return frozenset(re.findall(r"[a-z_]{4,}", text.lower())) - _COMMON_WORDS


def alike(one: str, other: str) -> bool:
    """Whether more than half of the words of two texts, taken together, are the same."""
    first, second = vocabulary(one), vocabulary(other)
    return 2 * len(first & second) > (len(first) + len(second)) / 2


def shingles(text: str) -> set[tuple[str, ...]]:
    """Each run of six words."""
    words = re.findall(r"[a-z0-9_]+", text.lower())
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
