"""`scvi-lint explain WHAT`: what a rule means, why it matters, how to mend it.

Everything else that can be explained is, too (`answers.explained`).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scvi_lint.answers import explained
from scvi_lint.answers.catalogue import cited, documentation
from scvi_lint.answers.rule_pages import facts, heading, plain
from scvi_lint.cli.failure import CLEAN, FAILED, Failure, Troubles
from scvi_lint.cli.parsing import Parser, add_colour, release
from scvi_lint.knowledge.described import Described
from scvi_lint.linting.citing import place_title
from scvi_lint.linting.index import Entry

if TYPE_CHECKING:
    import argparse

    from rich.console import Console


def parser() -> Parser:
    made = Parser(
        prog="scvi-lint explain",
        usage="scvi-lint explain [OPTIONS] WHAT ...",
        description="Explain rules, scvi-tools' own names, and errors.",
    )
    made.add_argument(
        "rules",
        metavar="WHAT",
        nargs="*",
        help="a rule's code (SCV401, SCV4) or name, a symbol (scvi.model.SCVI.train), an argument, "
        "a key of history, a column, a setting, a pitfall (P012), or words of an error; a "
        "traceback on standard input (`-`, or nothing)",
    )
    made.add_argument("--output-format", choices=("text", "markdown", "json"), default="text")
    made.add_argument(
        "--scvi-version", metavar="VERSION", type=release, help="the release whose pages are cited"
    )
    made.add_argument("--plugin", metavar="NAME", action="append", default=[])
    add_colour(made)
    return made


def run(words: list[str]) -> int:
    """The command line of `explain`. Raises Failure for what nobody knows."""
    options = parser().read(words)
    version = options.scvi_version
    troubles = Troubles()
    if not options.rules or options.rules == ["-"]:
        found = explained.error(_standard_input(), version)
    else:
        found = explained.find(options.rules, version, tuple(options.plugin), troubles.tell)
    if options.output_format == "json":
        from scvi_lint.cli.screen import print_json

        rows = [explained.as_json(one, version) for one in found]
        # A symbol alone is one object.
        print_json(rows[0] if len(rows) == 1 and isinstance(found[0], Described) else rows)
    elif options.output_format == "markdown":
        print("\n".join(explained.as_markdown(one, version) for one in found), end="")
    else:
        _show_all(found, options)
    return FAILED if troubles.count else CLEAN


def _standard_input() -> str:
    """A traceback that is piped in. Raises Failure when nothing is."""
    from scvi_lint.cli.terminal import is_terminal

    if is_terminal(sys.stdin):
        raise Failure("explain what? A rule, a name of scvi-tools, or an error on standard input")
    return sys.stdin.read(explained.LONGEST)


def _show_all(found: list[explained.Known], options: argparse.Namespace) -> None:
    from scvi_lint.cli.screen import console, print_page

    screen = console(options.color, prose=True)
    for number, one in enumerate(found):
        if number:
            screen.rule(style="dim")
        if isinstance(one, Entry):
            _show(one, options.scvi_version, screen)
        else:
            print_page(screen, explained.as_markdown(one, options.scvi_version))


def _show(rule: Entry, version: str | None, screen: Console) -> None:
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.syntax import Syntax
    from rich.text import Text

    from scvi_lint.cli.screen import python_theme

    colour = {"error": "red", "warning": "yellow"}.get(rule.severity, "cyan")
    known = documentation(rule)
    head = Text.assemble((rule.code, f"bold {colour}"), "  ", (plain(known.title), "bold"))
    screen.print(head)
    screen.print(Text(plain(facts(rule)), style="dim"))
    screen.print()
    screen.print(Markdown(known.text))
    for example in known.examples:
        screen.print()
        screen.print(Text(heading(example), style="bold green" if example.good else "bold red"))
        code = Syntax(example.code.rstrip(), "python", theme=python_theme())
        screen.print(Padding(code, (0, 0, 0, 2)))
    places = cited(rule, version)
    if places:
        screen.print()
        screen.print(Text("See", style="bold"))
        for place in places:
            screen.print(Text(f"  {place_title(place)}"))
            screen.print(Text(f"  {place.url}", style="dim"), soft_wrap=True)
