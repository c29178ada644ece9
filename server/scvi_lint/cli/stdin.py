"""`check -`: a program on standard input, as editors and formatters hand it over."""

from __future__ import annotations

import argparse
import os
import sys

from scvi_lint.cli import checking
from scvi_lint.cli.baseline import apply_baseline
from scvi_lint.cli.failure import CLEAN, FOUND, Troubles
from scvi_lint.cli.files import Target, shown
from scvi_lint.cli.report import Report, write
from scvi_lint.cli.session import Session
from scvi_lint.config.discovery import Configuration


def check_stdin(settings: Configuration, options: argparse.Namespace, report: Report) -> int:
    """Check what comes in. With --fix the mended program goes to stdout, the report to stderr."""
    data = sys.stdin.buffer.read()
    name = options.stdin_filename or "stdin.py"
    path = os.path.abspath(name)
    target = Target(path, shown(path, os.getcwd()), True)
    report.files = 1
    session = Session(settings)
    if options.force_exclude and settings.excludes(path):
        if options.fix:
            sys.stdout.buffer.write(data)
        return CLEAN
    troubles = Troubles()
    checked = session.check(target, data)
    session.tell_defects(checked, troubles)
    if options.fix or options.diff:
        from scvi_lint.cli.fixing import fix_stdin

        return fix_stdin(session, target, checked, data, options, report, troubles)
    outcome = checked.outcome(for_baseline=bool(options.baseline))
    report.add(outcome)
    locked = bool(options.baseline) and apply_baseline([outcome], options, report)
    report.incomplete = bool(troubles.count)
    write(report, options)
    return FOUND if locked and not troubles.count else checking.exit_code(report, options, troubles)
