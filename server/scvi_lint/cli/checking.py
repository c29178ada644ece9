"""The steps of a check that all its forms share: settings, files, findings, the exit code."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Mapping

from scvi_lint.cli import arguments, files
from scvi_lint.cli.contents import Contents
from scvi_lint.cli.failure import CLEAN, FAILED, FOUND, Failure, Troubles
from scvi_lint.cli.files import Target
from scvi_lint.cli.outcome import Outcome
from scvi_lint.cli.progress import Progress
from scvi_lint.cli.report import Report
from scvi_lint.config.discovery import Configuration, ConfigurationError
from scvi_lint.escaping import for_terminal

# From so many files on, more than one process is worth a thought: see `jobs`.
MANY = 100


def show_files(targets: list[Target], troubles: Troubles) -> int:
    """Print the files that would be checked, one a line; the exit code."""
    for target in targets:
        print(for_terminal(target.name))
    return FAILED if troubles.count else CLEAN


def exit_code(report: Report, options: argparse.Namespace, troubles: Troubles) -> int:
    """2 when something could not be done, 1 when something is shown, else 0.

    What was mended counts as something only with --exit-non-zero-on-fix: a hook of a version
    control system stops then, so that the change is looked at.
    """
    if troubles.count:
        return FAILED
    if report.fixed and options.exit_non_zero_on_fix:
        return FOUND
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


def find_targets(
    settings: Configuration, options: argparse.Namespace, troubles: Troubles
) -> list[Target]:
    """The files that the command line is about. Raises Failure."""
    paths = list(options.paths)
    if options.files_from:
        paths += files.listed(options.files_from)
    elif not paths:
        paths = ["."]
    try:
        return files.find(
            paths,
            settings,
            troubles,
            force_exclude=options.force_exclude,
            ask_git=not options.no_respect_gitignore,
        )
    except ConfigurationError as error:
        raise Failure(str(error)) from None


def check_all(
    settings: Configuration,
    relevant: list[Contents],
    options: argparse.Namespace,
    troubles: Troubles,
    targets: Iterable[Target] = (),
    beside: Mapping[str, bytes] | None = None,
) -> Iterator[Outcome]:
    """What was found in each file that is about scvi-tools, in no order; `targets` are these and
    all others that the command line is about, `beside` the bytes of these others as far as they
    are at hand. Raises Failure."""
    # The parser and all that stands on it: who has no such file does not pay for it.
    from scvi_lint.cli.neighbours import may_write
    from scvi_lint.cli.session import Session

    targets = targets or [one.target for one in relevant]
    paths = options.paths or ([] if options.files_from else ["."])
    folders = [os.path.abspath(path) for path in paths if os.path.isdir(path)]
    read = {one.target.path: one.data for one in relevant if one.data is not None}
    session = Session(settings, [one.path for one in targets], folders, {**read, **(beside or {})})
    if options.output_format == "html":
        session.draw()

    # Who writes is followed before who reads, as far as that shows: none is followed twice then.
    relevant = sorted(relevant, key=lambda one: one.data is None or not may_write(one.data))

    def check(found: Contents, troubles: Troubles) -> Outcome | None:
        return session.outcome(found, troubles, for_baseline=bool(options.baseline))

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
