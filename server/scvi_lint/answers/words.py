"""What is neither a rule nor a symbol, explained: an argument, a key of history, a
column, a setting, a pitfall of the catalogue, or the words of an error.
"""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.answers.catalogue import all_rules, documentation
from scvi_lint.answers.pages import search
from scvi_lint.knowledge import catalogue, messages
from scvi_lint.knowledge.docs import Docs
from scvi_lint.knowledge.words import ARGUMENTS, column, entry, logged, setting
from scvi_lint.linting.citing import place_title
from scvi_lint.linting.index import Entry

_MOST_RULES = 8
_MOST_TAKERS = 6


class Thing(NamedTuple):
    """What a word stands for: `kind` in a few words, `notes` are whole sentences."""

    name: str
    kind: str
    notes: tuple[str, ...]
    rules: tuple[Entry, ...]
    pages: tuple[str, ...]


def things(word: str, version: str | None = None) -> list[Thing]:
    """Everything that a single word may stand for; none for one that nobody knows."""
    name = word.strip().strip("\"'`").removesuffix("=").removesuffix("()")
    found = [*_arguments(name, version), *_pitfall(name)]
    for kind, known in (
        ("a key of model.history", logged(name)),
        ("a column of a result", column(name)),
        ("a setting, scvi.settings." + name, setting(name)),
        ("an entry that scvi-tools writes", entry(name)),
    ):
        if known is not None:
            rules = _concerned(name) if not found else ()
            found.append(Thing(name, kind, (known.text,), rules, known.pages))
    return found


def _arguments(name: str, version: str | None) -> list[Thing]:
    """An argument, with what it means where its meaning differs."""
    known = {key: word for key, word in ARGUMENTS.items() if key.rpartition(".")[2] == name}
    if not known:
        return []
    notes: list[str] = []
    pages: dict[str, None] = {}
    for key, word in sorted(known.items(), key=lambda row: row[0].count(".")):
        owner = key.rpartition(".")[0]
        notes.append(f"In `{owner}`: {word.text}" if owner else word.text)
        notes += [word.caveat] if word.caveat else []
        pages.update(dict.fromkeys(word.pages))
    takers = _takers(name, version)
    if takers:
        more = f" and {len(takers) - _MOST_TAKERS} more" if len(takers) > _MOST_TAKERS else ""
        notes.append(f"Taken by {', '.join(f'`{one}`' for one in takers[:_MOST_TAKERS])}{more}.")
    return [Thing(name, "an argument", tuple(notes), _concerned(name), tuple(pages))]


def _takers(name: str, version: str | None) -> list[str]:
    """The methods that take an argument, by name: what many classes share is named once."""
    known = catalogue()
    found: dict[str, list[str]] = {}
    for cls in known.api(version or known.newest).models():
        for method in ("__init__", *cls.methods()):
            signature = cls.method(method)
            if signature is not None and name in signature.keywords():
                found.setdefault(method, []).append(cls.name)
    return [
        f"{owners[0]}{'' if method == '__init__' else '.' + method}"
        if len(owners) == 1
        else ("the constructors" if method == "__init__" else method)
        for method, owners in found.items()
    ]


def _pitfall(name: str) -> list[Thing]:
    """A pitfall of the catalogue by its number."""
    from scvi_lint_rules._pitfalls import PITFALLS

    found = PITFALLS.get(name.upper())
    if found is None:
        return []
    slug, code, declined = found
    rules = tuple(rule for rule in all_rules() if rule.code == code)
    said = documentation(rules[0]).title if rules else declined or "There is no rule for it yet."
    return [Thing(name.upper(), f"a pitfall: {slug}", (said,), rules, ())]


def _concerned(name: str) -> tuple[Entry, ...]:
    """The rules that speak of a thing: by their name first, then by their text."""
    slug = name.replace("_", "-")
    named: list[Entry] = []
    told: list[Entry] = []
    for rule in all_rules():
        if slug in rule.name:
            named.append(rule)
        elif name in documentation(rule).title:
            told.append(rule)
    return tuple((named + told)[:_MOST_RULES])


def as_markdown(one: Thing, version: str | None) -> str:
    """The thing as a page."""
    parts = [f"# {one.name}", one.kind, *one.notes, *_rules(one.rules)]
    return "\n\n".join([*parts, *_pages(one.pages, version)]) + "\n"


def error_as_markdown(one: messages.Explained, version: str | None) -> str:
    """An error as a page: what it means, the causes in order, the rules, the page."""
    head = f"# {one.text.replace('{}', '…')}"
    said = f"{one.kind} of {one.raised_by}" if one.kind else one.raised_by
    parts = [head, *([said] if said else []), one.meaning]
    if one.causes:
        listed = [f"{number}. {cause}" for number, cause in enumerate(one.causes, 1)]
        parts.append("\n".join(["## Likely causes, in this order", "", *listed]))
    codes = [rule for code in one.rules for rule in all_rules() if rule.code == code]
    return "\n\n".join([*parts, *_rules(tuple(codes)), *_pages(one.pages, version)]) + "\n"


def _rules(rules: tuple[Entry, ...]) -> list[str]:
    if not rules:
        return []
    rows = [f"- {rule.code} {documentation(rule).title}" for rule in rules]
    return ["\n".join(["## Rules that find it before it runs", "", *rows])]


def _pages(targets: tuple[str, ...], version: str | None) -> list[str]:
    known = catalogue()
    docs: Docs = known.docs(version or known.newest)
    rows: list[str] = []
    for target in targets:
        place = docs.cite(target.replace("{model}", "scvi"))
        if place is not None:
            rows.append(f"- [{place_title(place)}]({place.url}) ({place.path})")
    return ["\n".join(["## See also", "", *dict.fromkeys(rows)])] if rows else []


def suggestions(text: str, version: str | None) -> list[str]:
    """What may have been meant by words that nothing is called by: pages and rules by meaning."""
    rows: list[str] = []
    for hit in search(text, version)[:3]:
        codes = f" ({', '.join(hit.rules[:3])})" if hit.rules else ""
        rows.append(f"{hit.place.title}{codes}: {hit.place.url}")
    return rows


def as_json(one: Thing) -> dict[str, object]:
    """The stable form of a thing."""
    return {
        "name": one.name,
        "kind": one.kind,
        "notes": list(one.notes),
        "rules": [rule.code for rule in one.rules],
        "pages": list(one.pages),
    }


def error_as_json(one: messages.Explained) -> dict[str, object]:
    """The stable form of an explained error."""
    return {
        "text": one.text,
        "kind": one.kind,
        "raised_by": one.raised_by,
        "meaning": one.meaning,
        "causes": list(one.causes),
        "rules": list(one.rules),
        "pages": list(one.pages),
    }
