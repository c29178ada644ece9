"""Which events a rule can say something of, known before the rule is imported.

Most rules begin by turning away what is none of their business: `if built.class_name != "MRVI":
return`. The index holds what stands there, read from the rules' source when it is built, as
`class_name=MRVI` (see `turning_away`). So a program that trains an SCVI model imports no rule that
speaks of others alone; importing rules was an eighth of a short check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

# What is looked at: plain strings of an event, that nothing is computed for.
LOOKED_AT = frozenset(
    ("class_name", "call.name", "model.made_by", "registration.method", "room", "path")
)
_UNKNOWN = "?"  # no name is spelled so: the rule is asked


def places(needs: Iterable[str]) -> Iterator[str]:
    """The places of an event that some needs look at."""
    return (need.partition("=")[0] for need in needs)


def value(event: object, place: str) -> str:
    """What an event has there, as the index spells it."""
    found = event
    for name in place.split("."):
        found = getattr(found, name, None)
    return found if isinstance(found, str) else _UNKNOWN


def meets(needs: Iterable[str], values: dict[str, str]) -> bool:
    """Whether an event with these values has all that a rule needs to have anything to say."""
    for need in needs:
        place, _, words = need.partition("=")
        if values[place] != _UNKNOWN and values[place] not in words.split("|"):
            return False
    return True
