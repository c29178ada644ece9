"""`scvi-lint docs TERM`: the page and heading of scvi-tools' documentation that speaks of it."""

from __future__ import annotations

from scvi_lint.answers.pages import Hit, as_json, search
from scvi_lint.cli.failure import CLEAN, FOUND, say
from scvi_lint.cli.parsing import Parser, add_colour, release


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

        print_json([as_json(hit) for hit in hits])
        return CLEAN if hits else FOUND
    if not hits:
        say(f"nothing in the documentation is called {term!r}")
        return FOUND
    _show(hits, options.color)
    return CLEAN


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
