"""Which rules are on: presets, then codes and prefixes that the user selects or ignores."""

from __future__ import annotations

from collections.abc import Iterable

from scvi_lint.config import Settings
from scvi_lint.linting.index import Entry


def selected(entries: Iterable[Entry], settings: Settings) -> list[Entry]:
    """The rules that are on under the settings of one file (see `Settings.for_file`).

    The longest matching prefix decides; ignore wins ties.
    """
    return [entry for entry in entries if _is_on(entry, settings)]


def _is_on(entry: Entry, settings: Settings) -> bool:
    if settings.select is None:
        on = settings.preset == "all" or settings.preset in entry.presets
        on = on or (settings.preset == "paper" and "default" in entry.presets)
        chosen = 0 if on else -1
    else:
        chosen = _longest(entry, settings.select)
    chosen = max(chosen, _longest(entry, settings.extend_select))
    return chosen >= 0 and _longest(entry, settings.ignore) < max(chosen, 1)


def _longest(entry: Entry, prefixes: Iterable[str]) -> int:
    """The length of the longest prefix that names the rule, by code or name; -1 for none."""
    best = -1
    for prefix in prefixes:
        if prefix == "ALL":
            best = max(best, 0)
        elif entry.code.startswith(prefix) or entry.name == prefix:
            best = max(best, len(prefix))
    return best
