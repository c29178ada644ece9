"""`jsonl`: one finding a line, for programs that read as they go."""

from __future__ import annotations

from scvi_lint.answers.record import record
from scvi_lint.cli.report import Out, Report
from scvi_lint.escaping import json_text


def write(report: Report, out: Out) -> None:
    """Nothing at all when there is no finding."""
    for one in report.findings:
        out(json_text(record(one)) + "\n")
