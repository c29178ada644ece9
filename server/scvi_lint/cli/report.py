"""All that a run found, and how it is handed to the chosen reporter."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.answers.located import Located, LocatedRelated
from scvi_lint.cli.arguments import FORMATS
from scvi_lint.cli.outcome import Outcome
from scvi_lint.cli.terminal import Terminal, terminal_of
from scvi_lint.linting.joining import ALSO
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.picture.graph import Picture

Out = Callable[[str], object]


class Done(NamedTuple):
    """A fix that was applied; `silences` when it is a comment, and the fault is still there."""

    path: str
    code: str
    title: str
    silences: bool = False


class Report:
    """What is shown, and about what.

    `files` were looked at, `relevant` of them mention scvi-tools; `releases` are the releases of
    scvi-tools that were assumed, each with why. `fixed` is what --fix and --add-ignores
    did, `hidden` the number of findings that a baseline accounts for. `plugins` are the
    third parties whose rules were used. `quieter` counts, by severity, what was found and is not
    shown since more severe findings alone were asked for. `quiet` asks for findings and nothing
    else; `incomplete` when something could not be looked at, which has been said.
    """

    __slots__ = (
        "files",
        "findings",
        "fixed",
        "hidden",
        "incomplete",
        "pictures",
        "plugins",
        "quiet",
        "quieter",
        "releases",
        "relevant",
        "terminal",
    )

    def __init__(self, screen: Terminal, *, quiet: bool = False) -> None:
        self.findings: list[Located] = []
        self.terminal = screen
        self.quiet = quiet
        self.files = 0
        self.relevant = 0
        self.releases: dict[tuple[str, str], None] = {}
        self.fixed: list[Done] = []
        self.hidden = 0
        self.quieter: dict[str, int] = {}
        self.incomplete = False
        self.plugins: tuple[str, ...] = ()
        self.pictures: dict[str, Picture] = {}

    def add(self, outcome: Outcome) -> None:
        """Take in one file that mentions scvi-tools."""
        self.relevant += 1
        self.findings += outcome.findings
        if outcome.release is not None:
            self.releases[outcome.release] = None
        if outcome.picture is not None:
            self.pictures[outcome.name] = outcome.picture
        for severity, count in outcome.quieter.items():
            self.quieter[severity] = self.quieter.get(severity, 0) + count

    def sort(self) -> None:
        """By path, cell and place: the order in which everything is shown."""
        self.findings.sort(key=lambda one: (*one.place.key, one.finding.code))

    def join(self) -> None:
        """Tell a fault in a module once, not in each program that calls into it."""
        told: dict[tuple[str, Span], Located] = {}
        kept: list[Located] = []
        for one in self.findings:
            origin = one.finding.origin
            first = one if origin is None else told.setdefault((one.finding.code, origin), one)
            if first is one:
                kept.append(one)
            else:
                first.related.append(LocatedRelated(one.place, ALSO))
        self.findings = kept

    def by_path(self) -> dict[str, list[Located]]:
        """The findings of each file, in order."""
        found: dict[str, list[Located]] = {}
        for one in self.findings:
            found.setdefault(one.place.path, []).append(one)
        return found


def write(report: Report, options: argparse.Namespace) -> None:
    """Write the report as the command line asks. Raises Failure, OSError."""
    report.sort()
    report.join()
    name = FORMATS[options.output_format]
    if options.statistics:
        name = "statistics_json" if options.output_format == "json" else "statistics"
    reporter = import_module(f"scvi_lint.cli.reporters.{name}")
    if options.output_file is None:
        reporter.write(report, sys.stdout.write)
        sys.stdout.flush()
        return
    report.terminal = Terminal(options.color == "always", None)
    parts: list[str] = []
    reporter.write(report, parts.append)
    from scvi_lint.cli.writing import write_file

    write_file(options.output_file, "".join(parts).encode("utf-8", "backslashreplace"))


def terminal(colour: str) -> Terminal:
    """The terminal on standard output."""
    return terminal_of(sys.stdout, colour)
