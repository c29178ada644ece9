"""What a rule is about, declared so that it is asked of nothing else.

    @rule("SCV964", …, about={"class_name": "MRVI", "call.name": ("train", "load")})

Each entry is a place of the event that holds a plain string, and the words that may stand there;
the rule is asked only where all of them do. The index holds the same, so that a program that trains
an SCVI model imports no rule that speaks of others alone: importing rules was an eighth of a short
check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

# What may be declared: plain strings of an event, that nothing is computed for.
PLACES = frozenset(
    ("class_name", "call.name", "model.made_by", "registration.method", "room", "path")
)
About = Mapping[str, str | Iterable[str]]
_NOTHING = ""  # no word is spelled so: the event has nothing there


def spelled(about: About) -> tuple[str, ...]:
    """As the index spells it: `class_name=MRVI`, `call.name=load|train`.

    Raises ValueError for a place that cannot be declared, and for a place without words.
    """
    found: list[str] = []
    for place, words in sorted(about.items()):
        if place not in PLACES:
            known = ", ".join(sorted(PLACES))
            raise ValueError(f"about: {place!r} is none of {known}")
        every = [words] if isinstance(words, str) else sorted(set(words))
        if not every or not all(every) or any(set("|=") & set(word) for word in every):
            raise ValueError(f"about: {place!r} has words that cannot be: {every}")
        found.append(f"{place}={'|'.join(every)}")
    return tuple(found)


def places(about: Iterable[str]) -> Iterator[str]:
    """The places of an event that are looked at."""
    return (entry.partition("=")[0] for entry in about)


def value(event: object, place: str) -> str:
    """What an event has there, "" where it has nothing."""
    found = event
    for name in place.split("."):
        found = getattr(found, name, None)
    return found if isinstance(found, str) else _NOTHING


def meets(about: Iterable[str], values: Mapping[str, str]) -> bool:
    """Whether an event with these values is what a rule is about."""
    for entry in about:
        place, _, words = entry.partition("=")
        if values[place] not in words.split("|"):
            return False
    return True
