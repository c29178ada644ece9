"""`scvi-lint explain WHAT`: what a rule means, why it matters, how to mend it.

A symbol of scvi-tools is explained too (`explaining`), and so are arguments, keys of history,
columns, settings, pitfalls, and the words of an error (`explaining_words`).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from scvi_lint.cli import explaining
from scvi_lint.cli.catalogue import all_rules, cited, documentation, family, is_rule, matching
from scvi_lint.cli.failure import CLEAN, FAILED, Failure, Troubles
from scvi_lint.cli.parsing import Parser, add_colour, release
from scvi_lint.knowledge import messages
from scvi_lint.linting.documentation import Example
from scvi_lint.linting.index import Entry

if TYPE_CHECKING:
    from rich.console import Console

# More than this no traceback is.
_LONGEST = 200_000

_SAID = {
    "raises": "the program raises an error",
    "raises after training": "the program raises an error, after training",
    "warns": "scvi-tools warns, and goes on",
    "silent": "nothing fails, the result is wrong",
}


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
    if not options.rules or options.rules == ["-"]:
        return _run_error(_standard_input(), options)
    if len(options.rules) == 1 and len(options.rules[0].split()) > 1:
        return _run_error(options.rules[0], options)
    if any(explaining.is_symbol(word) for word in options.rules):
        return _run_symbols(options)
    troubles = Troubles()
    rules = all_rules(tuple(options.plugin), troubles)
    if not any(is_rule(word, rules) for word in options.rules):
        code = _run_things(options)
        if code is not None:
            return code
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


def _standard_input() -> str:
    """A traceback that is piped in. Raises Failure when nothing is."""
    from scvi_lint.cli.terminal import is_terminal

    if is_terminal(sys.stdin):
        raise Failure("explain what? A rule, a name of scvi-tools, or an error on standard input")
    return sys.stdin.read(_LONGEST)


def _run_things(options: Any) -> int | None:
    """Words that are no rules: names of scvi-tools, else the words of an error; None for none."""
    from scvi_lint.cli import explaining_words

    version = options.scvi_version
    found = [one for word in options.rules for one in explaining_words.things(word, version)]
    if found and all(explaining_words.things(word, version) for word in options.rules):
        if options.output_format == "json":
            _print_json([explaining_words.as_json(one) for one in found])
        else:
            _show_pages([explaining_words.as_markdown(one, version) for one in found], options)
        return CLEAN
    text = " ".join(options.rules)
    return _run_error(text, options) if messages.explain(text, version) else None


def _run_error(text: str, options: Any) -> int:
    """An error's words. Raises Failure with what they come near to by meaning."""
    from scvi_lint.cli import explaining_words

    version = options.scvi_version
    found = messages.explain(text, version)
    if not found:
        near = explaining_words.suggestions(text[-2_000:], version)
        shown = "".join(f"\n  {line}" for line in near)
        raise Failure(
            f"nothing is known of this text{'; pages that may help:' if near else ''}{shown}"
        )
    if options.output_format == "json":
        _print_json([explaining_words.error_as_json(one) for one in found])
    else:
        _show_pages([explaining_words.error_as_markdown(one, version) for one in found], options)
    return CLEAN


def _print_json(rows: list[Any]) -> None:
    from scvi_lint.cli.screen import print_json

    print_json(rows)


def _show_pages(pages: list[str], options: Any) -> None:
    """Markdown as it is, or drawn on a terminal."""
    if options.output_format == "markdown":
        print("\n".join(pages), end="")
        return
    from scvi_lint.cli.screen import console, print_page

    screen = console(options.color, prose=True)
    for number, page in enumerate(pages):
        if number:
            screen.rule(style="dim")
        print_page(screen, page)


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
