"""What is believed of a program's objects, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypedDict

from scvi_lint.answers.located import Locator
from scvi_lint.answers.record import Reason, Where, where
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import Categories, Column, File, Matrix
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.heap import Facts, Tracked
from scvi_lint.interpreter.domain.results import Embedding, Graph, Table
from scvi_lint.interpreter.domain.values import Ref
from scvi_lint.json_values import is_row
from scvi_lint.linting.checking import Result
from scvi_lint.semantic.data_views import Registration
from scvi_lint.semantic.saved_models import Saved
from scvi_lint.semantic.views import Levels

if TYPE_CHECKING:
    from scvi_lint.interpreter.events.kinds import Event
    from scvi_lint.source.documents.span import Span

MOST_CATEGORIES = 8
_PARTS = {"all": "all", "part": "a part of them", "query": "those of the reference"}
# Facts whose number is that of another object.
_REFERENCES = ("data", "mod/")


class Seen:
    """One object of the program: the names that stood for it, and how it changed.

    `states` are the places where it was named after a change, with the facts that were new
    there; `last` is the object as it was named last.
    """

    __slots__ = ("last", "names", "number", "states")

    def __init__(self, number: int) -> None:
        self.number = number
        self.names: dict[str, None] = {}
        self.states: list[tuple[Span, Facts]] = []
        self.last: Tracked = Tracked("unknown", {})


class FactTold(TypedDict):
    """What is believed of a part of an object."""

    values: list[str]
    certain: bool
    because: list[Reason]


class StateTold(Where):
    """What an object became at a place."""

    changed: dict[str, str]


class ObjectTold(TypedDict):
    """An object of a program."""

    names: list[str]
    kind: str
    facts: dict[str, FactTold]
    unknown: list[str]
    states: list[StateTold]


class EventTold(Where):
    """What happened at a place; `called` are the calls that led there."""

    event: str
    about: str
    called: list[Where]


# A key with a hyphen is no name in Python, so that this one is written as a call.
ProgramTold = TypedDict(
    "ProgramTold",
    {
        "scvi-tools": dict[str, "str | None"],
        "objects": list[ObjectTold],
        "events": list[EventTold],
    },
)


def objects(result: Result) -> list[Seen]:
    """The objects that names stood for, in the order in which they were met."""
    found: dict[int, Seen] = {}
    for span, value, table in result.analysis.mentions:
        for atom in value.atoms:
            thing = table.get(atom.id) if isinstance(atom, Ref) else None
            if not isinstance(thing, Tracked) or not isinstance(atom, Ref):
                continue
            seen = found.setdefault(atom.id, Seen(atom.id))
            seen.names[result.analysis.source(span)] = None
            changed = {
                key: known
                for key, known in thing.facts.items()
                if seen.last.facts.get(key) is not known
            }
            if changed or not seen.states:
                seen.states.append((span, changed))
            seen.last = thing
    return list(found.values())


def names(seen: list[Seen]) -> dict[int, str]:
    """What objects are called, by their numbers."""
    return {one.number: next(iter(one.names), "") for one in seen}


def program(result: Result) -> ProgramTold:
    """The release, the objects and the events of a program."""
    locator = Locator(result.analysis.documents)
    seen = objects(result)
    called = names(seen)
    events: list[EventTold] = []
    for event in result.analysis.events:
        name, about = event_words(event, result.analysis.source(event.span))
        stack = [where(locator.place(span)) for span in event.stack]
        place = where(locator.place(event.span))
        events.append({"event": name, **place, "about": about, "called": stack})
    return {
        "scvi-tools": {"version": result.version, "origin": result.version_origin},
        "objects": [as_json(one, called, locator) for one in seen],
        "events": events,
    }


# Where an object comes from, by the words that the engine has for it.
_ORIGINS = {
    "made": "by the program",
    "parameter": "given to a function",
    "unseen": "by code that cannot be followed",
}


def fact_words(key: str, known: Fact[object], names: dict[int, str]) -> str:
    """`log-normalised`, `counts or scaled?`: the question mark when it is only possible."""
    words = list(dict.fromkeys(value_words(key, value, names) for value in known.values))
    return " or ".join(words) + ("" if known.certain else "?")


def value_words(key: str, value: object, names: dict[int, str]) -> str:
    """One option of a fact; `names` are those of objects that others refer to by number."""
    if value is None:
        return "present"
    if key in ("made", "made_by"):
        return _ORIGINS.get(str(value), str(value))
    if isinstance(value, Matrix):
        return value.words
    if isinstance(value, Column):
        return _column_words(value)
    if isinstance(value, Embedding):
        size = "" if value.size is None else f" of {value.size}"
        source = names.get(value.source, "") if isinstance(value.source, int) else ""
        return f"{value.method}{size}{' of ' + source if source else ''}"
    if isinstance(value, Graph):
        return f"neighbours on {value.representation or 'something unknown'}"
    if isinstance(value, Table):
        return f"result of {value.kind}"
    if isinstance(value, Levels):
        return f"those of {value.key}: {_column_words(value.column)}"
    if isinstance(value, Categories):
        return f"the levels of {value.entry.partition('/')[2] or 'a column'}"
    if isinstance(value, File):
        return f"{_shortened(value.path)}{f'[{value.modality!r}]' if value.modality else ''}"
    if isinstance(value, Saved):
        return f"the model saved in {_shortened(value.folder)}"
    if isinstance(value, Registration):
        return f"by {value.class_name}.{value.method}({_arguments(value.call)})"
    if isinstance(value, Call):
        return f"{value.name}({_arguments(value)})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and key.startswith(_REFERENCES) and value in names:
        return names[value]
    if key in ("cells", "genes") and is_row(value) and value:
        return _PARTS.get(str(value[0]), str(value[0]))
    if is_row(value):
        return " × ".join(map(str, value))
    return str(getattr(value, "qualname", value))


def _shortened(path: str) -> str:
    """A path's last two parts: enough to know the file by, however far away it lies."""
    parts = path.replace("\\", "/").rstrip("/").split("/")
    return "/".join(parts[-2:]) if ".." not in parts[-2:] else parts[-1]


def _column_words(column: Column) -> str:
    parts = [column.kind]
    if column.categories is not None:
        shown = [repr(name) for name in column.categories[:MOST_CATEGORIES]]
        more = len(column.categories) - len(shown)
        rest = [f"{more} more"] if more > 0 else []
        parts.append(f"{', '.join([*shown, *rest])}{'' if column.closed else ', perhaps others'}")
    if column.made_by:
        parts.append(f"made by {column.made_by}")
    return "; ".join(parts)


def _arguments(call: Call) -> str:
    parts: list[str] = []
    for name, argument in call.arguments.items():
        items = argument.items
        shown = ", ".join(str(item) for item in items[:MOST_CATEGORIES]) if items else "…"
        parts.append(f"{name}=[{shown}]" if argument.is_sequence else f"{name}={shown}")
    if call.open:
        parts.append("…")
    return ", ".join(parts)


def fact_rows(
    facts: Facts, names: dict[int, str], locator: Locator, here: str
) -> Iterator[tuple[str, str, list[str]]]:
    """Key, words, and the places that taught it; `here` is what all places in the file share."""
    for key, known in sorted(facts.items()):
        places = [
            f"{str(locator.place(reason.span)).removeprefix(here)}: {reason.text}"
            for reason in known.reasons
            if reason.span is not None
        ]
        yield key, fact_words(key, known, names), places


def as_json(seen: Seen, names: dict[int, str], locator: Locator) -> ObjectTold:
    """An object with its facts, the reasons for them, and where it changed."""
    return {
        "names": list(seen.names),
        "kind": seen.last.kind,
        "facts": {
            key: {
                "values": [value_words(key, value, names) for value in known.values],
                "certain": known.certain,
                "because": [
                    {**where(locator.place(reason.span)), "message": reason.text}
                    for reason in known.reasons
                    if reason.span is not None
                ],
            }
            for key, known in sorted(seen.last.facts.items())
        },
        "unknown": sorted(seen.last.open),
        "states": [
            {
                **where(locator.place(span)),
                "changed": {
                    key: fact_words(key, fact, names) for key, fact in sorted(facts.items())
                },
            }
            for span, facts in seen.states
        ],
    }


def event_words(event: Event, source: str) -> tuple[str, str]:
    """The event's name, and what it is about."""
    call = event.call
    about = ""
    if call is not None:
        about = f"{call.function}({_arguments(call)})"
    for name in ("path", "entry", "column", "into"):
        value = getattr(event, name, None)
        if isinstance(value, str) and value and value not in about:
            room = getattr(event, "room", "")
            text = f"{room}[{value!r}]" if name == "entry" and room else value
            about = f"{about} → {text}" if about and name in ("into", "entry") else about or text
    return type(event).__name__, about or source
