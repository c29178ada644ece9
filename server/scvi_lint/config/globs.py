"""Patterns of paths, as in a .gitignore: `notebooks/**`, `*_old.py`, `build/`.

The patterns may come from a repository that nobody vouches for, so they are not turned into
regular expressions: a dozen stars in one of those can keep the processor busy for ever. Here the
work is bounded by the product of both lengths.
"""

from __future__ import annotations

ANY_DEPTH = "**"

_prepared: dict[str, tuple[str, ...]] = {}


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern names a file or a folder that it lies in.

    `path` has `/` between its parts and is relative to the folder that the pattern speaks of. A
    pattern without a slash in front or in the middle fits at any depth.
    """
    wanted = _prepared.get(pattern)
    if wanted is None:
        wanted = _prepared[pattern] = _prepare(pattern)
    return bool(wanted) and _fits(wanted, path.split("/"))


def _prepare(pattern: str) -> tuple[str, ...]:
    body = pattern.strip().removeprefix("./").rstrip("/")
    if not body:
        return ()
    anchored = "/" in body
    parts = [part for part in body.split("/") if part]
    if not anchored:
        parts.insert(0, ANY_DEPTH)
    if parts[-1:] != [ANY_DEPTH]:
        parts.append(ANY_DEPTH)  # a folder stands for all that it holds
    return tuple(parts)


def _fits(wanted: tuple[str, ...], parts: list[str]) -> bool:
    # The places in `wanted` that may be next, after each part of the path.
    places = _skip(wanted, {0})
    for part in parts:
        after: set[int] = set()
        for place in places:
            if place == len(wanted):
                continue
            if wanted[place] == ANY_DEPTH:
                after.add(place)
            elif _fits_name(wanted[place], part):
                after.add(place + 1)
        places = _skip(wanted, after)
        if not places:
            return False
    return len(wanted) in places


def _skip(wanted: tuple[str, ...], places: set[int]) -> set[int]:
    """`**` may stand for nothing at all."""
    found = set(places)
    for place in sorted(places):
        while place < len(wanted) and wanted[place] == ANY_DEPTH:
            place += 1
            found.add(place)
    return found


def _fits_name(pattern: str, name: str) -> bool:
    """`*`, `?` and `[abc]` in one part of a path."""
    if pattern == name:
        return True
    at = 0
    place = 0
    star = -1  # where the last `*` was, and how far the name had come then
    resumed = 0
    while at < len(name):
        step = _one(pattern, place, name[at]) if place < len(pattern) else 0
        if place < len(pattern) and pattern[place] == "*":
            star, resumed = place, at
            place += 1
        elif step:
            place += step
            at += 1
        elif star >= 0:
            resumed += 1
            place, at = star + 1, resumed
        else:
            return False
    return not pattern[place:].strip("*")


def _one(pattern: str, place: int, char: str) -> int:
    """How much of the pattern one character takes, 0 when it does not fit."""
    if pattern[place] == "?":
        return 1
    if pattern[place] == "[":
        end = pattern.find("]", place + 2)
        if end > 0:
            inside = pattern[place + 1 : end]
            negated = inside[0] in "!^"
            found = _in_set(inside[1:] if negated else inside, char)
            return end + 1 - place if found != negated else 0
    return 1 if pattern[place] == char else 0


def _in_set(inside: str, char: str) -> bool:
    place = 0
    while place < len(inside):
        if inside[place + 1 : place + 2] == "-" and place + 2 < len(inside):
            if inside[place] <= char <= inside[place + 2]:
                return True
            place += 3
        else:
            if inside[place] == char:
                return True
            place += 1
    return False
