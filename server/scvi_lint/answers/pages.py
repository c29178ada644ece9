"""The page and heading of scvi-tools' documentation that speaks of a term.

Questions are understood by meaning (`knowledge.search`): synonyms and endings do not matter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scvi_lint.answers.catalogue import all_rules, cited, documentation
from scvi_lint.knowledge import catalogue, docs
from scvi_lint.knowledge.routes import routes
from scvi_lint.knowledge.search import Search, stems
from scvi_lint.linting.findings import Citation

# More places than these no question has.
_MOST = 30


class Hit(NamedTuple):
    """A place in the documentation, the rules that lead to it, and what it answers."""

    place: Citation
    rules: tuple[str, ...]
    text: str


def search(term: str, version: str | None = None) -> list[Hit]:
    """Places for a term, best first: those of a symbol, then those that are about the words.

    What a page's own words do not say, a rule may know: its words lead to the page that it rests
    on, and its code stands beside it.
    """
    known = catalogue()
    docs = known.docs(version or known.newest)
    path = term.strip().strip("()")
    found: dict[str, Hit] = {}
    for place in routes(known, docs, path) if re.fullmatch(r"scvi(\.\w+)+", path) else ():
        found[place.url] = Hit(_cited(place), (), "")
    by: dict[str, list[str]] = {}
    words: list[tuple[str, str]] = []
    wanted = frozenset(stems(term))
    for rule in all_rules():
        told = documentation(rule)
        page = next(iter(cited(rule, version)), None)
        if page is None:
            continue
        name = rule.name.replace("-", " ")
        words.append((target_of(page), f"{name} {told.title}"))
        if wanted and wanted <= frozenset(stems(f"{rule.code} {name} {told.title} {told.text}")):
            by.setdefault(page.url, []).append(rule.code)
    for hit in Search(docs, words).find(term, _MOST):
        codes = tuple(by.get(hit.place.url, ()))
        found.setdefault(hit.place.url, Hit(_cited(hit.place), codes, hit.text))
    return list(found.values())


def as_json(hit: Hit) -> dict[str, object]:
    """The stable form of a place."""
    return {
        "path": hit.place.path,
        "title": hit.place.title,
        "heading": hit.place.heading,
        "url": hit.place.url,
        "rules": list(hit.rules),
        "answers": hit.text,
    }


def target_of(place: Citation) -> str:
    """A citation as the index of pages names it: `user_guide/models/scvi#preliminaries`."""
    page = place.path.removeprefix("docs/").rpartition(".")[0]
    anchor = place.url.partition("#")[2]
    return f"{page}#{anchor}" if anchor else page


def _cited(place: docs.Citation) -> Citation:
    return Citation(place.path, place.heading, place.title, place.url)
