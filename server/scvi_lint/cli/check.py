"""`scvi-lint check`: find the files, check each, show what was found, answer with an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from scvi_lint.cli import arguments, contents, files
from scvi_lint.cli.contents import Contents
from scvi_lint.cli.failure import CLEAN, FAILED, FOUND, Failure, Troubles, reason
from scvi_lint.cli.files import Target
from scvi_lint.cli.outcome import Outcome
from scvi_lint.cli.progress import Progress
from scvi_lint.cli.report import Report, terminal, write
from scvi_lint.cli.session import Checked, Session
from scvi_lint.cli.terminal import tolerate_any_text
from scvi_lint.config.discovery import Configuration, ConfigurationError

# From so many files on, more than one process is worth a thought: see `jobs`.
MANY = 200


def run(words: list[str]) -> int:
    """The command line of `check`; the exit code. Raises Failure."""
    options = arguments.read(words)
    tolerate_any_text()
    if options.watch:
        from scvi_lint.cli.watch import watch

        return watch(options)
    return check_once(options)


def check_once(options: argparse.Namespace) -> int:
    """One check of all that the command line names; the exit code. Raises Failure."""
    session = Session(configuration(options))
    report = Report(terminal(options.color), quiet=options.quiet)
    report.plugins = session.configuration.given.get("plugins", ())
    if options.paths == ["-"]:
        from scvi_lint.cli.stdin import check_stdin

        return check_stdin(session, options, report)
    troubles = Troubles()
    targets = find_targets(session, options, troubles)
    report.files = len(targets)
    if options.fix or options.diff or options.add_ignores is not None:
        from scvi_lint.cli.fixing import fix_files

        return fix_files(session, targets, options, report, troubles)
    outcomes = list(check_all(session, targets, options, troubles))
    for outcome in outcomes:
        report.add(outcome)
    locked = False
    if options.baseline:
        from scvi_lint.cli.baseline import apply_baseline

        locked = apply_baseline(outcomes, options, report)
    write(report, options)
    return FOUND if locked and not troubles.count else exit_code(report, options, troubles)


def exit_code(report: Report, options: argparse.Namespace, troubles: Troubles) -> int:
    """2 when something could not be done, 1 when something is shown, else 0."""
    if troubles.count:
        return FAILED
    return FOUND if report.findings and not options.exit_zero else CLEAN


def configuration(options: argparse.Namespace) -> Configuration:
    """The settings that the command line names. Raises Failure."""
    try:
        return Configuration(
            arguments.given(options),
            file=options.config,
            isolated=options.isolated,
            exclude=tuple(options.exclude or ()),
        )
    except ConfigurationError as error:
        raise Failure(str(error)) from None


def find_targets(session: Session, options: argparse.Namespace, troubles: Troubles) -> list[Target]:
    """The files that the command line is about. Raises Failure."""
    paths = list(options.paths)
    if options.files_from:
        paths += files.listed(options.files_from)
    elif not paths:
        paths = ["."]
    try:
        return files.find(
            paths,
            session.configuration,
            troubles,
            force_exclude=options.force_exclude,
            ask_git=not options.no_respect_gitignore,
        )
    except ConfigurationError as error:
        raise Failure(str(error)) from None


def check_all(
    session: Session, targets: list[Target], options: argparse.Namespace, troubles: Troubles
) -> Iterator[Outcome]:
    """What was found in each file that is about scvi-tools, in no order. Raises Failure."""
    relevant = contents.relevant(targets, troubles)

    def check(found: Contents, troubles: Troubles) -> Outcome | None:
        checked = check_file(session, found, troubles)
        return None if checked is None else checked.outcome(for_baseline=bool(options.baseline))

    outcomes: Iterator[Outcome | None] = (check(found, troubles) for found in relevant)
    if options.jobs > 1 or (options.jobs == 0 and len(relevant) >= MANY):
        from scvi_lint.cli.jobs import check_in_processes

        outcomes = check_in_processes(check, relevant, options.jobs, troubles)
    progress = Progress(len(relevant), quiet=options.quiet)
    try:
        for outcome in outcomes:
            progress.step()
            if outcome is not None:
                yield outcome
    finally:
        progress.close()


def check_file(session: Session, found: Contents, troubles: Troubles) -> Checked | None:
    """One file; None when the system refuses it. Raises Failure."""
    target = found.target
    try:
        data = found.data if found.data is not None else contents.read(target)
    except contents.TooLarge:
        settings = session.settings(target.path)
        return session.refused(target, settings, "The file is larger than 200 MB.")
    except OSError as error:
        troubles.add(f"{target.name}: {reason(error)}")
        return None
    return None if data is None else session.check(target, data)
