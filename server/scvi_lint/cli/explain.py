"""`scvi-lint explain CODE`: what a rule means, why it matters, how to mend it.

A symbol of scvi-tools is explained too (`explaining`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scvi_lint.cli import explaining
from scvi_lint.cli.catalogue import all_rules, cited, documentation, family, matching
from scvi_lint.cli.failure import CLEAN, FAILED, Failure, Troubles
from scvi_lint.cli.parsing import Parser, add_colour
from scvi_lint.linting.documentation import Example
from scvi_lint.linting.index import Entry

if TYPE_CHECKING:
    from rich.console import Console

_SAID = {
    "raises": "the program raises an error",
    "raises after training": "the program raises an error, after training",
    "warns": "scvi-tools warns, and goes on",
    "silent": "nothing fails, the result is wrong",
}


def parser() -> Parser:
    made = Parser(
        prog="scvi-lint explain",
        usage="scvi-lint explain [OPTIONS] CODE ...",
        description="Explain rules, and symbols of scvi-tools.",
    )
    made.add_argument(
        "rules",
        metavar="CODE",
        nargs="+",
        help="a rule's code (SCV401, SCV4) or name, or a symbol (scvi.model.SCVI.train)",
    )
    made.add_argument("--output-format", choices=("text", "markdown", "json"), default="text")
    made.add_argument("--scvi-version", metavar="VERSION", help="the release whose pages are cited")
    made.add_argument("--plugin", metavar="NAME", action="append", default=[])
    add_colour(made)
    return made


def run(words: list[str]) -> int:
    """The command line of `explain`. Raises Failure for a rule or symbol that does not exist."""
    options = parser().read(words)
    if any(explaining.is_symbol(word) for word in options.rules):
        return _run_symbols(options)
    troubles = Troubles()
    rules = all_rules(tuple(options.plugin), troubles)
    chosen = list(dict.fromkeys(rule for word in options.rules for rule in matching(word, rules)))
    if options.output_format == "json":
        from scvi_lint.cli.screen import print_json

        print_json([as_json(rule, options.scvi_version) for rule in chosen])
    elif options.output_format == "markdown":
        print("\n".join(as_markdown(rule, options.scvi_version) for rule in chosen), end="")
    else:
        from scvi_lint.cli.screen import console

        screen = console(options.color, prose=True)
        for number, rule in enumerate(chosen):
            if number:
                screen.rule(style="dim")
            _show(rule, options.scvi_version, screen)
    return FAILED if troubles.count else CLEAN


def _run_symbols(options: Any) -> int:
    """The same for symbols; one alone is one object in JSON."""
    from scvi_lint.knowledge import described

    strange = [word for word in options.rules if not explaining.is_symbol(word)]
    if strange:
        raise Failure(f"{strange[0]!r} is no symbol of scvi-tools; ask for rules by themselves")
    found = [explaining.described(word, options.scvi_version) for word in options.rules]
    if options.output_format == "json":
        from scvi_lint.cli.screen import print_json

        rows = [described.as_json(one) for one in found]
        print_json(rows[0] if len(rows) == 1 else rows)
    elif options.output_format == "markdown":
        print("\n".join(map(explaining.as_markdown, found)), end="")
    else:
        from scvi_lint.cli.screen import console

        screen = console(options.color, prose=True)
        for number, one in enumerate(found):
            if number:
                screen.rule(style="dim")
            explaining.show(one, screen)
    return CLEAN


def as_json(rule: Entry, version: str | None) -> dict[str, Any]:
    """All that is known of a rule."""
    known = documentation(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "family": family(rule.code),
        "severity": rule.severity,
        "versions": rule.versions,
        "happens": rule.happens,
        "presets": list(rule.presets),
        "title": _plain(known.title),
        "explanation": known.text,
        "examples": [
            {"good": example.good, "said": example.said, "code": example.code}
            for example in known.examples
        ],
        "citations": [
            {"path": place.path, "title": place.title, "heading": place.heading, "url": place.url}
            for place in cited(rule, version)
        ],
    }


def as_markdown(rule: Entry, version: str | None) -> str:
    """The rule as a page; SARIF carries it as help."""
    known = documentation(rule)
    parts = [f"# {known.title.rstrip('.')} ({rule.code})", _facts(rule), known.text]
    for example in known.examples:
        parts.append(f"{_heading(example)}:\n\n```python\n{example.code.rstrip()}\n```")
    places = [f"- [{_title(place)}]({place.url})" for place in cited(rule, version)]
    if places:
        parts.append("\n".join(["See also:", "", *places]))
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(rule: Entry) -> str:
    parts = [f"`{rule.name}`", rule.severity]
    if rule.happens:
        parts.append(_SAID.get(rule.happens, rule.happens))
    if rule.versions:
        parts.append(f"scvi-tools {rule.versions.replace(',', ', ')}")
    if not rule.presets:
        parts.append("off unless selected")
    elif "default" not in rule.presets:
        parts.append(f"preset {', '.join(rule.presets)}")
    return " · ".join(parts)


def _heading(example: Example) -> str:
    if example.good:
        return f"Fine ({example.said})" if example.said else "Fine"
    return f"Faulty – {example.said}" if example.said else "Faulty"


def _title(place: Any) -> str:
    return " › ".join(part for part in (place.title, place.heading) if part)


def _plain(text: str) -> str:
    return text.replace("`", "")


def _show(rule: Entry, version: str | None, screen: Console) -> None:
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.syntax import Syntax
    from rich.text import Text

    from scvi_lint.cli.screen import python_theme

    colour = {"error": "red", "warning": "yellow"}.get(rule.severity, "cyan")
    known = documentation(rule)
    head = Text.assemble((rule.code, f"bold {colour}"), "  ", (_plain(known.title), "bold"))
    screen.print(head)
    screen.print(Text(_plain(_facts(rule)), style="dim"))
    screen.print()
    screen.print(Markdown(known.text))
    for example in known.examples:
        screen.print()
        screen.print(Text(_heading(example), style="bold green" if example.good else "bold red"))
        code = Syntax(example.code.rstrip(), "python", theme=python_theme())
        screen.print(Padding(code, (0, 0, 0, 2)))
    places = cited(rule, version)
    if places:
        screen.print()
        screen.print(Text("See", style="bold"))
        for place in places:
            screen.print(Text(f"  {_title(place)}"))
            screen.print(Text(f"  {place.url}", style="dim"), soft_wrap=True)
