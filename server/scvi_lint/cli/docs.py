"""`scvi-lint docs TERM`: the page and heading of scvi-tools' documentation that speaks of it.

Questions are understood by meaning (`knowledge.search`): synonyms and endings do not matter.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from scvi_lint.cli.catalogue import all_rules, cited, documentation
from scvi_lint.cli.failure import CLEAN, FOUND, say
from scvi_lint.cli.parsing import Parser, add_colour, release
from scvi_lint.knowledge import catalogue
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


def parser() -> Parser:
    made = Parser(
        prog="scvi-lint docs",
        usage="scvi-lint docs [OPTIONS] TERM ...",
        description="Find a page of scvi-tools' documentation.",
    )
    made.add_argument("words", metavar="TERM", nargs="+", help="words, or an import path")
    made.add_argument(
        "--scvi-version", metavar="VERSION", type=release, help="the release to look in"
    )
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
                    "answers": hit.text,
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


def target_of(place: Citation) -> str:
    """A citation as the index of pages names it: `user_guide/models/scvi#preliminaries`."""
    page = place.path.removeprefix("docs/").rpartition(".")[0]
    anchor = place.url.partition("#")[2]
    return f"{page}#{anchor}" if anchor else page


def _cited(place: Any) -> Citation:
    return Citation(place.path, place.heading, place.title, place.url)


def _show(hits: list[Hit], colour: str) -> None:
    from rich.padding import Padding
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
        if hit.text:
            screen.print(Padding(Text(hit.text), (0, 0, 0, 2)))
        screen.print(Text(f"  {hit.place.url}", style="dim"), soft_wrap=True)
