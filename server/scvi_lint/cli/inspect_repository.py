"""`scvi-lint inspect --repository FOLDER`: which files programs hand on to each other."""

from __future__ import annotations

import argparse
import os
from typing import TypedDict

from scvi_lint.answers.located import Locator
from scvi_lint.cli import files
from scvi_lint.cli.failure import CLEAN, FAILED, Troubles
from scvi_lint.cli.folder import programs_in
from scvi_lint.cli.neighbours import Repository
from scvi_lint.cli.session import Session
from scvi_lint.interpreter.domain.families import shown
from scvi_lint.linting.lineage import FITS, Handed


class Row(TypedDict):
    """A file between two programs as JSON tells of it."""

    file: str
    kind: str
    writer: str
    cell: int | None
    line: int | None
    reader: str
    read_as: str
    path: str
    certainty: str


def inspect_repository(options: argparse.Namespace) -> int:
    """The table, or JSON; the exit code. Raises Failure."""
    troubles = Troubles()
    configuration, _, relevant = programs_in(options, troubles)
    session = Session(configuration, [one.target.path for one in relevant])
    session.thorough = True
    for found in relevant:
        session.outcome(found, troubles, for_baseline=False)
    roots = dict.fromkeys(session.root(one.target.path) for one in relevant)
    rows: list[Row] = []
    for root in roots:
        lineage, repository = session.lineage(root)
        rows += [row(one, repository) for one in lineage.handed()]
    if options.output_format == "json":
        from scvi_lint.cli.screen import print_json

        print_json({"files": rows})
    else:
        _show(rows, options.color)
    return FAILED if troubles.count else CLEAN


def row(one: Handed, repository: Repository) -> Row:
    """A file between two programs: what both call it, who writes and reads it, how sure that is."""
    here = os.getcwd()
    output = one.link.output
    document = repository.document(one.link.program)
    span = None
    if one.known is not None:
        span = next((why.span for why in one.known.reasons if why.span is not None), None)
    if span is None or document is None or span.path != document.path:
        place = None
    else:
        place = Locator({document.path: document}).place(span)
    certainty = "unknown"
    if one.known is not None:
        certainty = "certain" if one.known.certain else "possible"
    return {
        "file": shown(output.file),
        "kind": "model" if output.form == "saved" else "data",
        "writer": files.shown(one.link.program, here),
        "cell": None if place is None else place.cell,
        "line": None if place is None else place.start[0],
        "reader": files.shown(one.reader, here),
        "read_as": shown(one.file),
        "path": FITS[one.link.fit],
        "certainty": certainty,
    }


def _show(rows: list[Row], colour: str) -> None:
    from rich.table import Table

    from scvi_lint.cli.screen import console, text_of

    screen = console(colour)
    if not rows:
        screen.print(text_of("No program reads what another one writes, as far as can be seen."))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for name in ("written by", "file", "read by", "known for"):
        table.add_column(name, overflow="fold")
    for one in rows:
        cell = "" if one["cell"] is None else f"cell {one['cell']}:"
        line = "" if one["line"] is None else f":{cell}{one['line']}"
        table.add_row(
            text_of(one["writer"] + line),
            text_of(one["file"], "bold"),
            text_of(one["reader"]),
            text_of(f"{one['certainty']} ({one['path']})"),
        )
    screen.print(table)
