"""`scvi-lint inspect FILE`: what the linter sees – objects, their states, events, findings; of a
folder, which files its programs hand on to each other.

For whoever wonders why something was reported, or why not; and for who writes a rule.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from scvi_lint.answers import states
from scvi_lint.answers.located import Locator
from scvi_lint.answers.record import record
from scvi_lint.cli.contents import TooLarge, read
from scvi_lint.cli.failure import CLEAN, FAILED, FOUND, Failure, Troubles, reason
from scvi_lint.cli.files import Target, shown
from scvi_lint.cli.parsing import Parser, add_colour, add_configuration, configured
from scvi_lint.cli.session import Checked, Session
from scvi_lint.config.discovery import Configuration, ConfigurationError
from scvi_lint.escaping import cut, for_terminal
from scvi_lint.interpreter.events.kinds import ProgramEnd

if TYPE_CHECKING:
    from rich.table import Table

    from scvi_lint.linting.checking import Result


# Formats that are pictures, and how files of them end.
PICTURES = {"html": ".html", "svg": ".svg", "mermaid": ".mmd"}


def parser() -> Parser:
    made = Parser(
        prog="scvi-lint inspect",
        usage="scvi-lint inspect [OPTIONS] FILE|FOLDER",
        description="Show objects, their states, and events of a program.",
    )
    made.add_argument(
        "file",
        metavar="FILE",
        help="a program, a folder of programs, a data file, or a saved model's folder",
    )
    made.add_argument(
        "--repository",
        action="store_true",
        help="FILE is a folder of programs, even if a saved model lies in it",
    )
    made.add_argument(
        "--output-format",
        choices=("text", "json", *PICTURES),
        default="text",
        help="html, svg and mermaid draw the program, or the programs of a folder and their files",
    )
    made.add_argument(
        "--methods",
        action="store_true",
        help="write the program's methods section, and what a reviewer will miss in it",
    )
    made.add_argument("--output-file", metavar="FILE", help="write a picture there, and say so")
    add_colour(made)
    add_configuration(made)
    return made


def run(words: list[str]) -> int:
    """The command line of `inspect`; 1 when the file is no program. Raises Failure."""
    options = parser().read(words)
    from scvi_lint.answers.data_files import is_data

    drawn = options.output_format in PICTURES
    if options.output_file and not drawn:
        raise Failure("--output-file is for pictures: --output-format html, svg or mermaid")
    if options.repository or (os.path.isdir(options.file) and not is_data(options.file)):
        return _of_folder(options)
    if is_data(options.file):
        from scvi_lint.cli import inspect_data

        if drawn:
            raise Failure(f"{options.file} is no program; only programs are drawn")
        return inspect_data.inspect(options.file, options.output_format, options.color)
    if options.methods and drawn:
        raise Failure("--methods writes text or json, no pictures")
    troubles = Troubles()
    checked = _check(options, troubles)
    if options.methods and checked.result is not None:
        _tell_methods(checked.result, options.output_format)
    elif options.output_format == "json":
        from scvi_lint.cli.screen import print_json

        print_json(as_json(checked))
    elif drawn:
        _draw(checked, options)
    elif checked.result is not None:
        _show(checked, checked.result, options.color)
    else:
        print(for_terminal(f"{checked.name}: {checked.everything[0].message}"))
    if troubles.count:
        return FAILED
    return CLEAN if checked.result is not None else FOUND


def _of_folder(options: argparse.Namespace) -> int:
    """What the programs of a folder hand on to each other, told or drawn. Raises Failure."""
    if options.output_format not in PICTURES:
        from scvi_lint.cli.inspect_repository import inspect_repository

        return inspect_repository(options)
    if options.methods:
        raise Failure("--methods writes text or json, no pictures")
    from scvi_lint.cli.draw_repository import draw_repository

    troubles = Troubles()
    _put(draw_repository(options, troubles), options)
    return FAILED if troubles.count else CLEAN


def _check(options: argparse.Namespace, troubles: Troubles) -> Checked:
    path = os.path.abspath(options.file)
    target = Target(path, shown(path, os.getcwd()), True)
    try:
        configuration = Configuration(
            configured(options), file=options.config, isolated=options.isolated
        )
        session = Session(configuration)
        data = read(target)
    except ConfigurationError as error:
        raise Failure(str(error)) from None
    except TooLarge:
        raise Failure(f"{options.file} is larger than 200 MB") from None
    except OSError as error:
        raise Failure(f"cannot read {options.file}: {reason(error)}") from None
    if options.output_format in PICTURES:
        session.draw()
    checked = session.check(target, data or b"")
    session.tell_defects(checked, troubles)
    return checked


def _draw(checked: Checked, options: argparse.Namespace) -> None:
    """Draw a program. Raises Failure."""
    from scvi_lint.picture.drawing import drawn

    if checked.result is None or checked.document is None or checked.checker is None:
        raise Failure(f"{checked.name}: {checked.everything[0].message}")
    text = drawn(
        options.output_format, checked.document, checked.checker, checked.result, checked.findings
    )
    _put(text, options)


def _put(text: str, options: argparse.Namespace) -> None:
    """Write a picture, to the screen or into a file. Raises Failure."""
    if options.output_file is None:
        sys.stdout.write(text)
        return
    from scvi_lint.cli.writing import write_file

    write_file(options.output_file, text.encode("utf-8", "backslashreplace"))
    print(for_terminal(os.path.abspath(options.output_file)))


def _tell_methods(result: Result, form: str) -> None:
    """The methods section of the program, and its gaps."""
    from scvi_lint.answers.methods import methods

    told = methods(result)
    if form == "json":
        from scvi_lint.cli.screen import print_json

        print_json(told._asdict())
        return
    print(for_terminal(" ".join(told.sentences)))
    if told.missing:
        print("\nWhat a reviewer will miss:")
    for gap in told.missing:
        print(for_terminal(f"- {gap}"))


def as_json(checked: Checked) -> dict[str, object]:
    """Everything, for other programs. The words of facts may change from release to release."""
    outcome = checked.outcome()
    found: dict[str, object] = {
        "path": checked.name,
        "findings": list(map(record, outcome.findings)),
    }
    return found if checked.result is None else {**found, **states.program(checked.result)}


def _show(checked: Checked, result: Result, colour: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from scvi_lint.cli.screen import console, text_of

    screen = console(colour)
    locator = Locator(result.analysis.documents)
    seen = states.objects(result)
    names = states.names(seen)
    here = f"{checked.name}:"
    origin = f" ({result.version_origin})" if result.version_origin else ""
    screen.print(text_of(f"{checked.name} · scvi-tools {result.version}{origin}", "bold"))
    for one in seen:
        screen.print()
        title = ", ".join(map(cut, one.names))
        screen.print(Text.assemble(text_of(title, "bold cyan"), f"  {one.last.kind}"))
        table = _table(Table, ("", "what is believed", "because"))
        for key, words, places in states.fact_rows(one.last.facts, names, locator, here):
            because = Text("\n").join(map(text_of, places[-3:]))
            table.add_row(text_of(cut(key)), text_of(words), because)
        if one.last.open:
            table.add_row("perhaps more in", text_of(", ".join(sorted(one.last.open)), "dim"), "")
        screen.print(table)
    screen.print()
    table = _table(Table, ("place", "event", "about"))
    for event in result.analysis.events:
        if isinstance(event, ProgramEnd):
            continue
        name, about = states.event_words(event, result.analysis.source(event.span))
        place = str(locator.place(event.span)).removeprefix(here)
        table.add_row(text_of(place), name, text_of(about))
    screen.print(Text("events, in the order in which they happen", "bold"))
    screen.print(table)
    count = len(checked.everything)
    screen.print()
    words = f"{count} finding{'' if count == 1 else 's'}: scvi-lint check {checked.name}"
    screen.print(text_of(words))


def _table(kind: type[Table], columns: tuple[str, ...]) -> Table:
    table = kind(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for number, name in enumerate(columns):
        table.add_column(name, no_wrap=number == 0, overflow="fold")
    return table
