"""`json`: one array of findings, sorted by path, cell and place."""

from __future__ import annotations

from scvi_lint.answers.record import record
from scvi_lint.cli.report import Out, Report
from scvi_lint.escaping import json_text


def write(report: Report, out: Out) -> None:
    """The array, one finding a line; an empty array when there is none."""
    if not report.findings:
        out("[]\n")
        return
    rows = (json_text(record(one)) for one in report.findings)
    out("[\n  " + ",\n  ".join(rows) + "\n]\n")
