"""`scvi-lint check`: find the files, check each, show what was found, answer with an exit code."""

from __future__ import annotations

import argparse

from scvi_lint.cli import arguments, contents
from scvi_lint.cli.checking import check_all, configuration, exit_code, find_targets, show_files
from scvi_lint.cli.failure import FOUND, Troubles
from scvi_lint.cli.outcome import Outcome
from scvi_lint.cli.report import Report, terminal, write
from scvi_lint.cli.terminal import tolerate_any_text
from scvi_lint.config import Settings


def run(words: list[str]) -> int:
    """The command line of `check`; the exit code. Raises Failure."""
    options = arguments.read(words)
    tolerate_any_text()
    if options.watch:
        from scvi_lint.cli.watch import watch

        return watch(options, check_once)
    return check_once(options)


def check_once(options: argparse.Namespace) -> int:
    """One check of all that the command line names; the exit code. Raises Failure."""
    settings = configuration(options)
    report = Report(terminal(options.color), quiet=options.quiet)
    report.plugins = Settings(**settings.given).plugins
    if options.paths == ["-"]:
        from scvi_lint.cli.stdin import check_stdin

        return check_stdin(settings, options, report)
    troubles = Troubles()
    targets = find_targets(settings, options, troubles)
    report.files = len(targets)
    if options.show_files:
        return show_files(targets, troubles)
    beside: dict[str, bytes] = {}
    rewriting = options.fix or options.diff or options.add_ignores is not None
    relevant = contents.relevant(
        targets, troubles, None if options.isolated_files else beside, whole=rewriting
    )
    if rewriting:
        from scvi_lint.cli.fixing import fix_files

        return fix_files(settings, relevant, options, report, troubles)
    outcomes: list[Outcome] = []
    if relevant:
        outcomes = list(check_all(settings, relevant, options, troubles, targets, beside))
    for outcome in outcomes:
        report.add(outcome)
    locked = False
    if options.baseline:
        from scvi_lint.cli.baseline import apply_baseline

        locked = apply_baseline(outcomes, options, report)
    report.incomplete = bool(troubles.count)
    write(report, options)
    return FOUND if locked and not troubles.count else exit_code(report, options, troubles)
