"""`--statistics --output-format json`: the counts for other programs."""

from __future__ import annotations

from scvi_lint.cli.report import Out, Report
from scvi_lint.cli.reporters.statistics import rows
from scvi_lint.escaping import json_text


def write(report: Report, out: Out) -> None:
    """An array of rules, the most frequent first."""
    out(json_text([row._asdict() for row in rows(report)], indent=2) + "\n")
