"""The name that was meant: among those that there are, the one that is spelled most like it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

MISSPELT = 0.85
"""How alike two names are when one can only be meant for the other: a letter or two."""

_LONGEST_NAME = 200
_MOST_NAMES = 300


def nearest(name: object, choices: Iterable[object], alike: float = 0.7) -> str | None:
    """The choice that is spelled most like `name`, None when none is `alike` enough (0 to 1)."""
    if not isinstance(name, str) or len(name) > _LONGEST_NAME:
        return None
    names = tuple(
        choice
        for choice in choices
        if isinstance(choice, str) and _most_alike(name, choice) >= alike
    )
    if len(names) > _MOST_NAMES:
        first = name[:1].lower()
        names = tuple(one for one in names if one[:1].lower() == first)[:_MOST_NAMES]
    return _nearest(name, names, alike) if names else None


def _most_alike(one: str, two: str) -> float:
    """How alike two names are at most, in whatever order their letters stand: each letter that
    the shorter one has and the other has not is one that they do not share."""
    if len(one) > len(two):
        one, two = two, one
    shared = len(one) - (_letters(one) & ~_letters(two)).bit_count()
    return 2 * shared / (len(one) + len(two) or 1)


@lru_cache(10_000)
def _letters(name: str) -> int:
    """The letters of a name, in capitals or not, as bits; some letters share one."""
    found = 0
    for letter in name.lower():
        found |= 1 << (ord(letter) & 63)
    return found


@lru_cache(1_000)  # the same is asked for each release that is thought of
def _nearest(name: str, names: tuple[str, ...], alike: float) -> str | None:
    found = _best(name, names, alike)
    if found is None:
        folded = {choice.lower(): choice for choice in names}
        found = folded.get(_best(name.lower(), folded, alike) or "")
    return found


def _best(name: str, choices: Iterable[str], alike: float) -> str | None:
    """The choice that is most like a name. Those that may be come first, so that few are compared
    letter by letter."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, b=name)
    best, found = alike, None
    for bound, choice in sorted(((_most_alike(name, one), one) for one in choices), reverse=True):
        if bound < best:
            break
        matcher.set_seq1(choice)
        ratio = matcher.ratio()
        if ratio > best or (ratio == best and (found is None or choice > found)):
            best, found = ratio, choice
    return found
