"""Which rules are on: presets, then codes and prefixes that the user selects or ignores."""

from __future__ import annotations

from collections.abc import Iterable

from scvi_lint.config import Settings
from scvi_lint.linting.index import Entry


def selected(entries: Iterable[Entry], settings: Settings, path: str = "") -> list[Entry]:
    """The rules that are on for a file. The longest matching prefix decides; ignore wins ties."""
    ignored = [*settings.ignore, *_ignored_for(settings, path)]
    return [entry for entry in entries if _is_on(entry, settings, ignored)]


def _is_on(entry: Entry, settings: Settings, ignored: list[str]) -> bool:
    if settings.select is None:
        on = settings.preset == "all" or settings.preset in entry.presets
        on = on or (settings.preset == "paper" and "default" in entry.presets)
        chosen = 0 if on else -1
    else:
        chosen = _longest(entry, settings.select)
    chosen = max(chosen, _longest(entry, settings.extend_select))
    return chosen >= 0 and _longest(entry, ignored) < max(chosen, 1)


def _longest(entry: Entry, prefixes: Iterable[str]) -> int:
    """The length of the longest prefix that names the rule, by code or name; -1 for none."""
    best = -1
    for prefix in prefixes:
        if prefix == "ALL":
            best = max(best, 0)
        elif entry.code.startswith(prefix) or entry.name == prefix:
            best = max(best, len(prefix))
    return best


def _ignored_for(settings: Settings, path: str) -> list[str]:
    if not settings.per_file_ignores:
        return []
    from fnmatch import fnmatch

    found: list[str] = []
    for pattern, codes in settings.per_file_ignores.items():
        if fnmatch(path, pattern) or fnmatch(path.rpartition("/")[2], pattern):
            found.extend(codes)
    return found
