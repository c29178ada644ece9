"""What can stand at the cursor: inside calls into scvi-tools, and in the rooms of tracked data.

Pure: an insight and a place in, suggestions out. Everything else – names, members, other
libraries – is the business of the user's own language server.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from scvi_lint.escaping import python_inner
from scvi_lint.ide import choices
from scvi_lint.ide.choices import Asked
from scvi_lint.ide.cursor import Braces, InBraces, InCall, InSubscript, Word, bracketed
from scvi_lint.ide.insight import Insight
from scvi_lint.ide.moments import Spot
from scvi_lint.ide.resolve import Callee
from scvi_lint.ide.settings_of import taken_by
from scvi_lint.knowledge.signatures import Parameter, Signature
from scvi_lint.source.documents.document import Cell
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.ide.choices import Pairs

MOST = 300
# A name of more letters is not written into a program.
LONGEST = 1_000
# Rooms of an AnnData whose entries are asked for by name.
_ROOMS = ("obs", "var", "layers", "obsm", "uns", "mod")
_HISTORY = ("history", "history_")


class Suggestion:
    """One thing that could stand here.

    `insert` replaces characters `start` to `end` of the cell. `kind` is "keyword", "value" or
    "entry"; `about` is the function and argument that a keyword belongs to.
    """

    __slots__ = ("about", "detail", "end", "insert", "kind", "label", "start")

    def __init__(
        self,
        label: str,
        insert: str,
        kind: str,
        detail: str,
        start: int,
        end: int,
        about: tuple[str, str] | None = None,
    ) -> None:
        self.label = label
        self.insert = insert
        self.kind = kind
        self.detail = detail
        self.start = start
        self.end = end
        self.about = about


def complete(insight: Insight, spot: Spot) -> list[Suggestion]:
    """Suggestions for a place, the likeliest first, each once."""
    cell = insight.document.cells[spot[0]]
    where = bracketed(cell, spot[1])
    if where is None or _touches_string(cell, where.word):
        return []
    if isinstance(where, InCall):
        found = _in_call(insight, where, cell, spot)
    elif isinstance(where, InSubscript):
        found = _in_subscript(insight, where, spot)
    else:
        found = _in_braces(insight, where, spot)
    once = {suggestion.label: suggestion for suggestion in reversed(found)}
    return list(reversed(once.values()))[:MOST]


def _touches_string(cell: Cell, word: Word) -> bool:
    """Whether a string begins right behind the cursor: another one cannot stand before it."""
    return not word.quote and cell.text[word.end : word.end + 1] in ("'", '"')


# --- calls ------------------------------------------------------------------------------------


def _in_call(insight: Insight, where: InCall, cell: Cell, spot: Spot) -> list[Suggestion]:
    settings = taken_by(insight, where, spot)
    if settings is not None:
        return _settings(insight, settings, where, cell, spot)
    callee = insight.resolver.callee(where.call, (spot[0], where.call.start))
    if callee is None or callee.is_property:
        return []
    asked = Asked(insight, callee, where.call, (spot[0], where.call.start), where.around)
    name = where.keyword
    if where.braces is not None and where.braces.at_key:
        pairs = _without(choices.keys(asked, name), _keys(where.braces, where.word))
        return _as_suggestions(pairs, where.word)
    if name is not None:
        return _values(asked, name, where)
    found: list[Suggestion] = []
    if not where.word.quote:
        found = _keywords(callee, where, cell)
    if not where.follows_keyword:
        name = callee.positional(where.number)
    return found if name is None else [*found, *_values(asked, name, where)]


def _values(asked: Asked, name: str, where: InCall) -> list[Suggestion]:
    """Values of an argument that are not given already; of several, one alone comes in a list."""
    value = None if where.argument is None else where.argument.value
    in_list = isinstance(value, (nodes.ListExpr, nodes.TupleExpr, nodes.SetExpr))
    pairs = choices.values(asked, name)
    if in_list:
        pairs = _without(pairs, _others(value, where.word))
    listed = not in_list and choices.takes_list(asked.callee, name)
    return _as_suggestions(pairs, where.word, listed=listed)


def _others(value: nodes.Expr | None, word: Word) -> Iterator[str]:
    """The constant strings of a list, but for the one at the cursor."""
    for item in value.items if isinstance(value, (nodes.ListExpr, nodes.TupleExpr)) else ():
        if not item.start <= word.start <= item.end:
            yield from choices.texts_in(item)


def _without(pairs: Pairs, given: Iterable[str]) -> Pairs:
    taken = set(given)
    return [pair for pair in pairs if pair[0] not in taken]


def _keywords(callee: Callee, where: InCall, cell: Cell) -> list[Suggestion]:
    before = where.call.arguments[: where.number]
    filled = {
        callee.positional(position)
        for position, argument in enumerate(before)
        if argument.keyword is None
    }
    taken = {"self", "cls", *where.given, *filled}
    return _as_keywords(callee.signature, taken, where.word, cell, callee.path)


def _as_keywords(
    signature: Signature, taken: set[str | None], word: Word, cell: Cell, path: str = ""
) -> list[Suggestion]:
    """Keywords that are free. What must be given comes first, then the function's own, then what
    is handed on."""
    keywords = {name: one for name, one in signature.keywords().items() if name not in taken}

    def order(name: str) -> tuple[bool, bool]:
        return not keywords[name].required, bool(keywords[name].via)

    # Where a sign stands already, the name alone is replaced.
    rest = cell.text[word.end :].lstrip(" \t")
    sign = "" if rest.startswith("=") and not rest.startswith("==") else "="
    return [
        Suggestion(
            f"{name}=",
            name + sign,
            "keyword",
            _default_words(keywords[name]),
            word.start,
            word.end,
            (path, name) if path else None,
        )
        for name in sorted(keywords, key=order)
    ]


def _default_words(parameter: Parameter) -> str:
    words = "must be given" if parameter.required else f"= {parameter.default}"
    if parameter.via:
        words += f" · {parameter.via.removesuffix('.__init__').rpartition('.')[2]}"
    return words


# --- dictionaries of settings -----------------------------------------------------------------


def _settings(
    insight: Insight, settings: Asked, where: InCall, cell: Cell, spot: Spot
) -> list[Suggestion]:
    """In `plan_kwargs={…}` and `plan_kwargs=dict(…)`: keys, or values of one."""
    if where.braces is not None:
        return _in_dictionary(settings, where.braces, where.word)
    name = where.keyword
    if name is not None:
        return _as_suggestions(choices.values(settings, name), where.word)
    signature = settings.callee.signature
    return _as_keywords(signature, {"self", "cls", *where.given}, where.word, cell)


def _in_braces(insight: Insight, where: InBraces, spot: Spot) -> list[Suggestion]:
    """In a dictionary that is given to a call of ours somewhere else."""
    settings = taken_by(insight, where, spot)
    return [] if settings is None else _in_dictionary(settings, where.braces, where.word)


def _in_dictionary(settings: Asked, braces: Braces, word: Word) -> list[Suggestion]:
    if not braces.at_key:
        pairs = [] if braces.key is None else choices.values(settings, braces.key)
        return _as_suggestions(pairs, word)
    pairs: Pairs = [
        (name, f"= {parameter.default}")
        for name, parameter in settings.callee.signature.keywords().items()
        if name not in ("self", "cls")
    ]
    return _as_suggestions(_without(pairs, _keys(braces, word)), word)


def _keys(braces: Braces, word: Word) -> Iterator[str]:
    """The keys that a dictionary has already, but for the one at the cursor."""
    node = braces.node
    items = node.items if isinstance(node, nodes.SetExpr) else ()
    keys = [key for key, _ in node.pairs] if isinstance(node, nodes.DictExpr) else items
    for key in keys:
        if key is not None and not key.start <= word.start <= key.end:
            yield from choices.texts_in(key)


# --- subscripts -------------------------------------------------------------------------------


def _in_subscript(insight: Insight, where: InSubscript, spot: Spot) -> list[Suggestion]:
    owner = insight.resolver.behind(where.owner)
    before = (spot[0], where.owner.start)
    pairs: Pairs = []
    if isinstance(owner, nodes.Attribute):
        thing = insight.resolver.object(owner.value, before)
        if thing is not None and thing.thing.kind == "model" and owner.attr in _HISTORY:
            pairs = choices.history(thing)
        elif thing is not None and owner.attr in _ROOMS:
            pairs = choices.entries(thing, owner.attr)
    else:
        thing = insight.resolver.object(owner, before)
        if thing is not None and thing.thing.kind == "mudata":
            pairs = choices.entries(thing, "mod")
    return _as_suggestions(_without(pairs, _others(where.inside, where.word)), where.word)


# --- text -------------------------------------------------------------------------------------


def _as_suggestions(pairs: Pairs, word: Word, *, listed: bool = False) -> list[Suggestion]:
    """Values as they are written here: in the quotes that stand, or with quotes of their own."""
    found: list[Suggestion] = []
    for value, detail in pairs:
        label = value if isinstance(value, str) else repr(value)
        if len(label) > LONGEST:
            continue
        if word.quote:
            written = _inner(value, word) if isinstance(value, str) else None
        else:
            written = f'"{python_inner(value)}"' if isinstance(value, str) else label
            written = f"[{written}]" if listed else written
        if written is not None:
            found.append(Suggestion(label, written, "value", detail, word.start, word.end))
    return found


def _inner(text: str, word: Word) -> str | None:
    """What to write between the quotes; None where a raw string cannot hold it."""
    inner = python_inner(text, word.quote, formatted="f" in word.prefix)
    return None if "r" in word.prefix and "\\" in inner else inner
