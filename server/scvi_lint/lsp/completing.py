"""What can stand at the cursor: inside calls into scvi-tools, and in the rooms of tracked data.

Pure: an insight and a place in, suggestions out. Everything else – names, members, other
libraries – is the business of the user's own language server.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scvi_lint.escaping import python_inner
from scvi_lint.flow.facts import Fact
from scvi_lint.flow.model_views import ModelView
from scvi_lint.lsp.cursor import InCall, InString, InSubscript, bracketed
from scvi_lint.lsp.describe import counts_of, scale_words
from scvi_lint.lsp.hovering import data_of
from scvi_lint.lsp.insight import Insight
from scvi_lint.lsp.moments import Object, Spot
from scvi_lint.lsp.resolve import Callee
from scvi_lint.source import nodes

MOST = 300
# A name of more letters is not written into a program.
LONGEST = 1_000
# Rooms of an AnnData whose entries are asked for by name.
_ROOMS = ("obs", "var", "layers", "obsm", "uns", "mod")
# The evidence lower bound and its terms, as they are listed.
_LOSSES = ("elbo", "reconstruction_loss", "kl_local", "kl_global")
_OF_LABELS = ("group1", "group2", "unlabeled_category", "transform_batch")


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
    """Suggestions for a place, the likeliest first."""
    cell = insight.snapshot.document.cells[spot[0]]
    where = bracketed(cell, spot[1])
    if isinstance(where, InCall):
        found = _in_call(insight, where, spot)
    elif isinstance(where, InSubscript):
        found = _in_subscript(insight, where, spot)
    else:
        found = []
    return found[:MOST]


# --- calls ------------------------------------------------------------------------------------


def _in_call(insight: Insight, where: InCall, spot: Spot) -> list[Suggestion]:
    before = (spot[0], where.call.start)
    callee = insight.resolver.callee(where.call, before)
    if callee is None:
        return []
    if where.key_of is not None:
        return _dictionary_keys(callee, where, spot)
    name = where.keyword
    found: list[Suggestion] = []
    if name is None and where.string is None:
        found = _keywords(insight, callee, where, spot)
    if name is None:
        name = _positional_name(callee, where.position)
    if name is None:
        return found
    values = _values(insight, callee, where, name, before)
    return [*_as_suggestions(values, where.word, where.string, spot), *found]


def _keywords(insight: Insight, callee: Callee, where: InCall, spot: Spot) -> list[Suggestion]:
    given = where.given
    filled = {
        name
        for position, argument in enumerate(where.call.arguments)
        if argument.keyword is None
        and position < where.position
        and (name := _positional_name(callee, position)) is not None
    }
    found: list[Suggestion] = []
    for name, parameter in callee.signature.keywords().items():
        if name in given or name in filled or name in ("self", "cls"):
            continue
        detail = "must be given" if parameter.required else f"= {parameter.default}"
        if parameter.via:
            detail += f" · {parameter.via.removesuffix('.__init__').rpartition('.')[2]}"
        about = (callee.path, name)
        found.append(
            Suggestion(f"{name}=", f"{name}=", "keyword", detail, where.word, spot[1], about)
        )
    # What must be given comes first, then the function's own, then what is handed on.
    keywords = callee.signature.keywords()

    def order(suggestion: Suggestion) -> tuple[bool, bool]:
        parameter = keywords[suggestion.label[:-1]]
        return not parameter.required, bool(parameter.via)

    return sorted(found, key=order)


def _dictionary_keys(callee: Callee, where: InCall, spot: Spot) -> list[Suggestion]:
    """Keys of `plan_kwargs={…}` and the like."""
    nested = None if where.key_of is None else callee.signature.nested(where.key_of)
    if nested is None:
        return []
    taken = {"self", "cls", *_keys_of(where, spot[1])}
    pairs = [
        (name, f"= {parameter.default}")
        for name, parameter in nested.keywords().items()
        if name not in taken
    ]
    return _as_suggestions(pairs, where.word, where.string, spot)


def _keys_of(where: InCall, offset: int) -> Iterator[str]:
    """The keys that the dictionary at the cursor has already, but for the one at the cursor."""
    for argument in where.call.arguments:
        if argument.keyword == where.key_of and isinstance(argument.value, nodes.DictExpr):
            for key, _ in argument.value.pairs:
                elsewhere = key is not None and not key.start <= offset <= key.end
                if elsewhere and isinstance(key, nodes.Constant) and isinstance(key.value, str):
                    yield key.value


def _positional_name(callee: Callee, position: int) -> str | None:
    """The parameter that a positional argument fills."""
    names = [
        parameter.name
        for parameter in callee.signature.parameters
        if parameter.kind in ("plain", "positional") and parameter.name not in ("self", "cls")
    ]
    return names[position] if 0 <= position < len(names) else None


Pairs = list[tuple[Any, str]]


def _values(insight: Insight, callee: Callee, where: InCall, name: str, spot: Spot) -> Pairs:
    """Values for an argument, each with a word about it."""
    parameter = callee.signature.keywords().get(name)
    if parameter is not None and parameter.choices:
        return [(choice, "") for choice in parameter.choices]
    if parameter is not None and parameter.default in ("True", "False"):
        return [(True, ""), (False, "")]
    data = data_of(insight, callee, where.call, spot)
    if name in _OF_LABELS:
        return _levels(callee, where.call, name, data)
    room = "mod" if name == "modalities" else _room_of(callee, name)
    return [] if data is None or not room else entries(data, room)


def _room_of(callee: Callee, name: str) -> str:
    """The room of the data whose entries an argument names, "" if it names none."""
    fields = {} if callee.cls is None else callee.cls.setup_fields(callee.name)
    kind = fields[name].kind if name in fields else ""
    if kind == "Layer" or name.endswith("layer"):
        return "layers"
    if "Obsm" in kind or name.endswith("obsm_key"):
        return "obsm"
    if "Uns" in kind or name.endswith("uns_key"):
        return "uns"
    if "Obs" in kind or name in ("groupby", "batch_key", "labels_key", "sample_key"):
        return "obs"
    return ""


def _levels(callee: Callee, call: nodes.Call, name: str, data: Object | None) -> Pairs:
    """Categories: of the batch, of the labels, or of the column that `groupby=` names."""
    if name == "transform_batch":
        return _batches(callee)
    column = _text(callee, call, "labels_key" if name == "unlabeled_category" else "groupby")
    known = None if data is None or column is None else data.thing.get(f"obs/{column}")
    return [] if known is None else _categories(known.value, str(column))


def _batches(callee: Callee) -> Pairs:
    """What the model knows as batches: of its registration, or of where it was loaded from."""
    receiver = callee.receiver
    if receiver is None or receiver.thing.kind != "model":
        return []
    levels = ModelView(receiver.id, receiver.table, "").batches
    return [] if levels is None else _categories(levels.column, levels.key)


def _categories(content: Any, column: str) -> Pairs:
    counts = counts_of(content)
    return [
        (category, f"{counts[category]} cells" if category in counts else f"in {column}")
        for category in getattr(content, "categories", None) or ()
    ]


def _text(callee: Callee, call: nodes.Call, name: str) -> str | None:
    """The constant string that a call gives for a parameter."""
    for position, argument in enumerate(call.arguments):
        value = argument.value
        given = argument.keyword or ("" if argument.stars else _positional_name(callee, position))
        if given == name and isinstance(value, nodes.Constant):
            return value.value if isinstance(value.value, str) else None
    return None


# --- subscripts -------------------------------------------------------------------------------


def _in_subscript(insight: Insight, where: InSubscript, spot: Spot) -> list[Suggestion]:
    owner = where.owner
    before = (spot[0], owner.start)
    pairs: Pairs = []
    if isinstance(owner, nodes.Attribute):
        thing = insight.resolver.object(owner.value, before)
        if (
            thing is not None
            and thing.thing.kind == "model"
            and owner.attr in ("history", "history_")
        ):
            pairs = _history(thing)
        elif thing is not None and owner.attr in _ROOMS:
            pairs = entries(thing, owner.attr)
    else:
        thing = insight.resolver.object(owner, before)
        if thing is not None and thing.thing.kind == "mudata":
            pairs = entries(thing, "mod")
    return _as_suggestions(pairs, where.word, where.string, spot)


def entries(data: Object, room: str) -> Pairs:
    """What a room of the data is known to hold."""
    return [(entry, _entry_words(known)) for entry, known in data.thing.entries(room).items()]


def _entry_words(known: Fact) -> str:
    value = known.value
    if hasattr(value, "scale"):
        return scale_words(known)
    words = ""
    categories = getattr(value, "categories", None)
    if categories:
        words = f"{len(categories)} levels"
    elif getattr(value, "made_by", ""):
        words = f"made by {value.made_by}"
    elif getattr(value, "method", ""):
        words = value.method
    return words if known.certain else f"{words} (perhaps)".strip()


def _history(model: Object) -> Pairs:
    """The curves that training of this model logs, the bound and its terms first."""
    cls = model.thing.value("class")
    history = None if cls is None else cls.history
    if history is None:
        return []

    def rank(key: str) -> tuple[int, str]:
        term = next((n for n, loss in enumerate(_LOSSES) if key.startswith(loss)), len(_LOSSES))
        return term, key

    pairs: Pairs = [(key, "training") for key in sorted(history.train, key=rank)]
    pairs += [(key, "if validation ran") for key in sorted(history.validation, key=rank)]
    return pairs + [(key, "by step") for key in sorted(history.steps)]


# --- text -------------------------------------------------------------------------------------


def _as_suggestions(
    pairs: Pairs, word: int, string: InString | None, spot: Spot
) -> list[Suggestion]:
    found: list[Suggestion] = []
    for value, detail in pairs:
        label = value if isinstance(value, str) else repr(value)
        if len(label) > LONGEST:
            continue
        if string is not None:
            inner = _inner(value, string) if isinstance(value, str) else None
            if inner is None:
                continue
            found.append(Suggestion(label, inner, "value", detail, string.start, string.end))
        else:
            insert = f'"{python_inner(value)}"' if isinstance(value, str) else label
            found.append(Suggestion(label, insert, "value", detail, word, spot[1]))
    return found


def _inner(text: str, string: InString) -> str | None:
    """What to write between the quotes; None where a raw string cannot hold it."""
    inner = python_inner(text, string.quote, formatted="f" in string.prefix)
    return None if "r" in string.prefix and "\\" in inner else inner
