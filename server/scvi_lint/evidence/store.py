"""What was seen so far, by path, time of change and size: a file is read again when it changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Union

from scvi_lint.evidence.facts import Seen, seen
from scvi_lint.evidence.wants import Closed, Place, Places, Want

if TYPE_CHECKING:
    from scvi_lint.json_values import Table

Look = Callable[[Iterable[tuple[Want, Place]]], Mapping[Want, "Table"]]

MOST_KEPT = 500


class Refusal:
    """A file that exists and was not looked at: `why`, as the end of a sentence about it."""

    __slots__ = ("allowed", "path", "why")

    def __init__(self, path: str, why: str, *, allowed: bool = True) -> None:
        self.path = path
        self.why = why
        self.allowed = allowed


Answer = Union[Seen, Refusal, None]  # noqa: UP007


class Store:
    """Answers wants from memory, else by `look`. One for a run or a server."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._kept: dict[tuple[object, ...], Answer] = {}

    def answers(self, wanted: Iterable[Want], places: Places) -> dict[Want, Answer]:
        """For each want what was seen, a Refusal, or None when there is no such file."""
        found: dict[Want, Answer] = {}
        missing: list[tuple[Want, Place]] = []
        keys: dict[Want, tuple[object, ...]] = {}
        for want in wanted:
            place = _found(places, want)
            if not isinstance(place, Place):
                found[want] = (
                    Refusal(place.path, place.why, allowed=False)
                    if isinstance(place, Closed)
                    else None
                )
                continue
            key = keys[want] = _key(want, place)
            if key in self._kept:
                found[want] = self._kept[key]
            else:
                missing.append((want, place))
        if missing:
            raw = self._look(missing)
            for want, place in missing:
                found[want] = self._keep(keys[want], _made(place.path, raw.get(want)))
        return found

    def _keep(self, key: tuple[object, ...], value: Answer) -> Answer:
        if len(self._kept) >= MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = value
        return value


def _found(places: Places, want: Want) -> Place | Closed | None:
    """Where a file is. A name that no system has is that of no file."""
    try:
        return places.find(want)
    except (OSError, ValueError):
        return None


def _made(path: str, raw: Table | None) -> Answer:
    """What an answer describes. One that makes no sense is no answer, and harms no other file's."""
    if raw is None:
        return Refusal(path, "reading it failed")
    try:
        return Refusal(path, str(raw["refused"])) if "refused" in raw else seen(path, raw)
    except Exception as error:
        return Refusal(path, f"what it says of itself makes no sense ({type(error).__name__})")


def _key(want: Want, place: Place) -> tuple[object, ...]:
    """A file's identity in time. A store that is a folder is as old as its newest metadata."""
    try:
        state = os.stat(place.path)
        stamp = (state.st_mtime_ns, state.st_size)
        if os.path.isdir(place.path):
            stamp = (*stamp, _newest(place.path))
    except OSError:
        stamp = (0, 0)
    return (want[0], want[3:], place.path, *stamp)


def _newest(folder: str) -> int:
    newest = 0
    for name in ("zarr.json", ".zattrs", ".zmetadata", "obs", "var", "X", "layers", "obsm"):
        try:
            newest = max(newest, os.stat(os.path.join(folder, name)).st_mtime_ns)
        except OSError:
            continue
    return newest
