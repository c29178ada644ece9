"""Which rules are on: presets, then codes and prefixes that the user selects or ignores."""

from __future__ import annotations

from collections.abc import Iterable

from scvi_lint.config import Settings
from scvi_lint.linting.index import Entry
from scvi_lint.linting.own_rules import OWN


def selected(entries: Iterable[Entry], settings: Settings) -> list[Entry]:
    """The rules that are on under the settings of one file (see `Settings.for_file`).

    The longest matching prefix decides; ignore wins ties.
    """
    return [entry for entry in entries if _is_on(entry, settings)]


def unknown_rules(settings: Settings, entries: Iterable[Entry]) -> list[str]:
    """The words of the settings that name no rule: a typo must not turn one off, or on,
    silently."""
    given = dict.fromkeys((*(settings.select or ()), *settings.extend_select, *settings.ignore))
    if not given:
        return []
    every = (*OWN, *entries)
    names = _names(every)
    return [
        word
        for word in given
        if word not in names and not any(entry.code.startswith(word) for entry in every)
    ]


def no_rule(word: str, entries: Iterable[Entry]) -> str:
    """The sentence for one of them."""
    near = _near(word, _names((*OWN, *entries)))
    hint = f"did you mean {near}?" if near else "`scvi-lint rules` lists them"
    return f"no rule is called {word!r}; {hint}"


def _near(word: str, names: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, names, n=1)), "")


def _names(entries: Iterable[Entry]) -> set[str]:
    return {entry.name for entry in entries} | {"ALL"}


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
