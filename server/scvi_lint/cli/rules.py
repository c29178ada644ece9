"""`scvi-lint rules`: all rules, or those of a family."""

from __future__ import annotations

import re

from scvi_lint.answers.catalogue import all_rules, documentation, family, matching
from scvi_lint.cli.failure import CLEAN, FAILED, Troubles
from scvi_lint.cli.parsing import Parser, add_colour


def parser() -> Parser:
    made = Parser(
        prog="scvi-lint rules",
        usage="scvi-lint rules [OPTIONS] [CODE ...]",
        description="List the rules.",
    )
    made.add_argument("rules", metavar="CODE", nargs="*", help="only these (SCV4, a name)")
    made.add_argument("--output-format", choices=("text", "json"), default="text")
    made.add_argument("--plugin", metavar="NAME", action="append", default=[])
    add_colour(made)
    return made


def run(words: list[str]) -> int:
    """The command line of `rules`. Raises Failure for a rule that does not exist."""
    options = parser().read(words)
    troubles = Troubles()
    rules = all_rules(tuple(options.plugin), troubles.tell)
    code = FAILED if troubles.count else CLEAN
    if options.rules:
        rules = sorted({rule for word in options.rules for rule in matching(word, rules)})
    if options.output_format == "json":
        from scvi_lint.answers.rule_pages import as_json
        from scvi_lint.cli.screen import print_json

        print_json([as_json(rule, None) for rule in rules])
        return code
    from rich.table import Table
    from rich.text import Text

    from scvi_lint.cli.screen import console

    screen = console(options.color)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("code", no_wrap=True)
    table.add_column("severity", no_wrap=True)
    table.add_column("what it finds")
    current = ""
    for rule in rules:
        about = family(rule.code)
        if about and about != current:
            table.add_row("", "", Text(about, style="bold"))
            current = about
        colour = {"error": "red", "warning": "yellow"}.get(rule.severity, "cyan")
        title = re.sub("`", "", documentation(rule).title)
        preset = "" if "default" in rule.presets else f" ({_preset(rule.presets)})"
        table.add_row(
            rule.code, Text(rule.severity, style=colour), Text(title) + Text(preset, style="dim")
        )
    screen.print(table)
    return code


def _preset(presets: tuple[str, ...]) -> str:
    return f"preset {', '.join(presets)}" if presets else "off unless selected"
