"""`scvi-lint docs TERM`: the page and heading of scvi-tools' documentation that speaks of it.

The index knows titles and headings, not texts. What a heading does not say, a rule may know: its
words lead to the pages that it rests on.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scvi_lint.cli.catalogue import all_rules, cited, documentation
from scvi_lint.cli.failure import CLEAN, FOUND, say
from scvi_lint.cli.parsing import Parser, add_colour
from scvi_lint.knowledge import catalogue
from scvi_lint.linting.findings import Citation


class Hit(NamedTuple):
    """A place in the documentation, and the rules that lead to it."""

    place: Citation
    rules: tuple[str, ...]


def parser() -> Parser:
    made = Parser(
        prog="scvi-lint docs",
        usage="scvi-lint docs [OPTIONS] TERM ...",
        description="Find a page of scvi-tools' documentation.",
    )
    made.add_argument("words", metavar="TERM", nargs="+", help="words, or an import path")
    made.add_argument("--scvi-version", metavar="VERSION", help="the release to look in")
    made.add_argument("--output-format", choices=("text", "json"), default="text")
    made.add_argument("-n", metavar="N", dest="most", type=int, default=8, help="at most so many")
    add_colour(made)
    return made


def run(words: list[str]) -> int:
    """The command line of `docs`; 1 when nothing is found."""
    options = parser().read(words)
    term = " ".join(options.words)
    hits = search(term, options.scvi_version)[: max(options.most, 1)]
    if options.output_format == "json":
        from scvi_lint.cli.screen import print_json

        print_json(
            [
                {
                    "path": hit.place.path,
                    "title": hit.place.title,
                    "heading": hit.place.heading,
                    "url": hit.place.url,
                    "rules": list(hit.rules),
                }
                for hit in hits
            ]
        )
        return CLEAN if hits else FOUND
    if not hits:
        say(f"nothing in the documentation is called {term!r}")
        return FOUND
    _show(hits, options.color)
    return CLEAN


def search(term: str, version: str | None = None) -> list[Hit]:
    """Places for a term, best first: by name, by heading, then by the rules that mention it."""
    known = catalogue()
    docs = known.docs(version or known.newest)
    wanted = re.findall(r"\w+", term.lower().replace("_", " "))
    path = term.strip().strip("()")
    found: dict[str, Citation] = {}
    by: dict[str, list[str]] = {}
    places = list(docs.routes(path)) if re.fullmatch(r"scvi(\.\w+)+", path) else []
    places += [place for place in docs.search(term, 100) if _says(place.heading, wanted)]
    rules = _by_rules(wanted, version)
    for place in places:
        found.setdefault(place.url, Citation(place.path, place.heading, place.title, place.url))
    for code, citation in rules:
        found.setdefault(citation.url, citation)
        by.setdefault(citation.url, []).append(code)
    for place in docs.search(term, 100):
        if _says(f"{place.path} {place.title} {place.heading}", wanted):
            found.setdefault(place.url, Citation(place.path, place.heading, place.title, place.url))
    return [Hit(place, tuple(by.get(url, ()))) for url, place in found.items()]


def _says(text: str, wanted: list[str]) -> bool:
    """Whether all the words stand in a text."""
    plain = text.lower().replace("_", " ")
    return bool(wanted) and all(word in plain for word in wanted)


def _by_rules(wanted: list[str], version: str | None) -> list[tuple[str, Citation]]:
    """The rules that mention all the words, and the first page of each.

    Those that have the words in their name come first, then those with them in the title.
    """
    scored: list[tuple[int, str, Citation]] = []
    for rule in all_rules():
        known = documentation(rule)
        name = f"{rule.code} {rule.name.replace('-', ' ')}"
        if not _says(f"{name} {known.title} {known.text}", wanted):
            continue
        pages = cited(rule, version)
        if pages:
            rank = 0 if _says(name, wanted) else 1 if _says(known.title, wanted) else 2
            scored.append((rank, rule.code, pages[0]))
    return [(code, page) for _, code, page in sorted(scored, key=lambda row: row[:2])]


def _show(hits: list[Hit], colour: str) -> None:
    from rich.text import Text

    from scvi_lint.cli.screen import console

    screen = console(colour, prose=True)
    for hit in hits:
        line = Text(hit.place.title, style="bold")
        if hit.place.heading and hit.place.heading != hit.place.title:
            line.append(f" › {hit.place.heading}")
        if hit.rules:
            line.append(f"  ({', '.join(hit.rules[:4])})", style="dim")
        screen.print(line, soft_wrap=not screen.is_terminal)
        screen.print(Text(f"  {hit.place.url}", style="dim"), soft_wrap=True)
