"""Which pitfalls of scvi-tools have a rule, and why the others have none: `rules/README.md`.

The list is the project's own (`rules/pitfalls.toml`); a rule serves the pitfall of its own name
and those in its `covers`. Only the generator and the tests come here.
"""

# The parser for Python 3.10 is installed there alone.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from scvi_lint.linting.index import Entry

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # pyright: ignore[reportMissingImports]

SEVERITIES = ("error", "warning", "info")

_HEAD = """\
<!-- Generated from pitfalls.toml and the rules by `python -m scvi_lint.linting.build_index`. -->

# Pitfalls and the rules that find them

Each row is one way in which a program that calls scvi-tools goes wrong. A rule is one file: its
documentation, its examples and its check; the link leads there. `scvi-lint explain CODE` shows
the same text.

{covered} of {all} pitfalls have a rule, by {rules} rules; {declined} are left out on purpose.
"""


class Pitfall(NamedTuple):
    """One row of the list; `declined` says why no rule shall serve it, "" if one shall."""

    id: str
    slug: str
    family: str
    severity: str
    seen_by: str
    releases: str
    declined: str


class Catalogue(NamedTuple):
    """`families` are titles by letter; `pitfalls` in the order of the file."""

    families: dict[str, str]
    pitfalls: tuple[Pitfall, ...]


def read(path: Path) -> Catalogue:
    """Read the list. Raises OSError, or ValueError for a row that is wrong."""
    with path.open("rb") as stream:
        content: dict[str, Any] = tomllib.load(stream)
    families: dict[str, str] = content["families"]
    found = [
        Pitfall(
            name,
            row["slug"],
            row["family"],
            row["severity"],
            row["seen_by"],
            row.get("releases", ""),
            row.get("declined", ""),
        )
        for name, row in content["pitfalls"].items()
    ]
    slugs: set[str] = set()
    for pitfall in found:
        if pitfall.family not in families or pitfall.severity not in SEVERITIES:
            raise ValueError(f"{pitfall.id}: no such family or severity")
        if pitfall.slug in slugs:
            raise ValueError(f"{pitfall.id}: {pitfall.slug} is there twice")
        slugs.add(pitfall.slug)
    return Catalogue(families, tuple(found))


def served(entries: Iterable[Entry], catalogue: Catalogue) -> dict[str, list[Entry]]:
    """The rules of each pitfall, by its slug.

    Raises ValueError when a rule covers what is not in the list, or what was declined.
    """
    by_slug = {pitfall.slug: pitfall for pitfall in catalogue.pitfalls}
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for slug in entry.covers:
            if slug not in by_slug:
                raise ValueError(f"{entry.code} covers {slug!r}, which pitfalls.toml has not")
        for slug in dict.fromkeys((entry.name, *entry.covers)):
            pitfall = by_slug.get(slug)
            if pitfall is None:
                continue
            if pitfall.declined:
                raise ValueError(f"{entry.code} serves {pitfall.id}, which is declined")
            found.setdefault(slug, []).append(entry)
    return found


def render(entries: Iterable[Entry], catalogue: Catalogue) -> str:
    """The text of `rules/README.md`. Raises ValueError as `served` does."""
    entries = tuple(entries)
    rules = served(entries, catalogue)
    declined = sum(bool(pitfall.declined) for pitfall in catalogue.pitfalls)
    parts = [
        _HEAD.format(
            covered=len(rules), all=len(catalogue.pitfalls), rules=len(entries), declined=declined
        )
    ]
    for letter, title in catalogue.families.items():
        parts.append(f"\n## {letter}. {title}\n")
        parts.append("| id | pitfall | severity | seen by | releases | rule |")
        parts.append("|---|---|---|---|---|---|")
        for pitfall in catalogue.pitfalls:
            if pitfall.family == letter:
                parts.append(_row(pitfall, rules.get(pitfall.slug, [])))
    listed = {entry.code for found in rules.values() for entry in found}
    others = [entry for entry in entries if entry.code not in listed]
    if others:
        parts.append("\n## Rules beyond the list\n")
        parts.extend(f"- {_link(entry)} `{entry.name}`" for entry in others)
    return "\n".join(parts) + "\n"


_TABLE = '''"""Generated from pitfalls.toml and the rules by `scvi_lint.linting.build_index`."""

from __future__ import annotations

# By number: its name, the code of the rule that finds it, or why none does.
PITFALLS: dict[str, tuple[str, str, str]] = {
'''


def table(entries: Iterable[Entry], catalogue: Catalogue) -> str:
    """The text of the module that `explain P012` reads. Raises ValueError as `served` does."""
    rules = served(entries, catalogue)
    rows: list[str] = []
    for one in catalogue.pitfalls:
        code = rules[one.slug][0].code if one.slug in rules else ""
        rows.append(f"    {one.id!r}: (\n")
        rows += [f"        {value!r},\n" for value in (one.slug, code, one.declined)]
        rows.append("    ),\n")
    return _TABLE + "".join(rows).replace("'", '"') + "}\n"


def _row(pitfall: Pitfall, rules: list[Entry]) -> str:
    state = ", ".join(map(_link, rules)) or f"not covered: {pitfall.declined or 'planned'}"
    releases = pitfall.releases.replace(">=", "≥ ").replace("<=", "≤ ").replace(",", ", ") or "all"
    cells = (pitfall.id, f"`{pitfall.slug}`", pitfall.severity, pitfall.seen_by, releases, state)
    return f"| {' | '.join(cells)} |"


def _link(entry: Entry) -> str:
    return f"[{entry.code}]({entry.module.replace('.', '/')}.py)"
