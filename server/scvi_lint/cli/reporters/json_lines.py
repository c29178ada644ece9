"""`jsonl`: one finding a line, for programs that read as they go."""

from __future__ import annotations

import json

from scvi_lint.cli.report import Out, Report
from scvi_lint.cli.reporters.record import record


def write(report: Report, out: Out) -> None:
    """Nothing at all when there is no finding."""
    for one in report.findings:
        out(json.dumps(record(one), ensure_ascii=False) + "\n")
